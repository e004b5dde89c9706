internal import Attention
internal import Diagnostics
public import Explainers
internal import Imaging
public import Models
internal import Networks
public import Tables

/// Explains and scores one image by every model and method of an audit.
public struct CaseExplainer: Sendable {
  /// The models as they run, each with a name of its own.
  public let models: [Model]
  /// The models as they were given, before layers were joined.
  public let originals: [Model]
  /// The methods.
  public let explainers: [any Explainer]
  /// The class to explain.
  public let explainedClass: ExplainedClass
  /// The seed of the randomised twins; `nil` where there are none.
  public let twinSeed: UInt64?
  /// The models with weights drawn anew, if they are wanted.
  private let twins: [Model]

  /// An explainer of cases.
  ///
  /// - Parameter twinSeed: Of the weights of randomised twins, which are explained for the same
  ///   class as the models; `nil` for no twins. With them an explanation costs twice as much.
  /// - Throws: `ModelError` when a model does not have the class and `LayerError` when it does not
  ///   have the layer, so that a slip is found before the first image.
  public init(
    models: [Model], explainers: [any Explainer], explainedClass: ExplainedClass = .predicted,
    twinSeed: UInt64? = nil
  ) throws {
    func folded(_ model: Model) throws -> Model {
      try FileError.naming(model.name) {
        _ = try explainedClass.target(in: model)
        let layers = try explainers.map { try $0.layers(in: model.network.graph) }
        return model.foldingBatchNormalizations(
          keeping: layers.reduce(into: []) { $0.formUnion($1) })
      }
    }
    originals = models
    self.twinSeed = twinSeed
    self.models = try models.map(folded)
    twins =
      try twinSeed.map { seed in
        try models.map { try folded($0.randomizingWeights(seed: seed)) }
      } ?? []
    self.explainers = explainers
    self.explainedClass = explainedClass
  }

  /// One explanation for each model and method, in that order.
  ///
  /// - Parameter otherMask: The mask of another patient; the score with it is a null model's.
  /// - Throws: ``FileError`` for an image or mask that cannot be used, or the error of a network
  ///   that cannot take the image.
  public func explain(
    _ subject: Case, otherMask: String? = nil
  ) throws -> [CaseExplanation] {
    let image = try ImageFile.read(subject.imagePath)
    let reading = try subject.maskPath.map { path in
      let picture = try ImageFile.read(path)
      return try FileError.naming(path) { try MaskReading(of: picture, for: image.extent) }
    }
    // A lent mask that cannot be read is its own case's failure, not this one's.
    let other = otherMask.flatMap { try? ImageFile.read($0) }.map { LungMask($0) }
    return try models.indices.flatMap { place in
      try FileError.naming(subject.imagePath) {
        try explain(subject, image: image, reading: reading, other: other, byModel: place)
      }
    }
  }

  private func explain(
    _ subject: Case, image: GrayImage, reading: MaskReading?, other: LungMask?, byModel place: Int
  ) throws -> [CaseExplanation] {
    let model = models[place]
    let window = model.input.window.resolved(for: image)
    let image = window.apply(to: image)
    let (input, geometry) = model.input.prepare(windowed: image)
    let prediction = try model.predictions(for: input)[0]
    let target = try explainedClass.target(in: model)
    let isCorrect = subject.label.flatMap { model.isCorrect(prediction, label: $0) }
    var warnings = reading?.findings.map(\.rawValue) ?? []
    if subject.label != nil && isCorrect == nil { warnings.append("label-not-a-class") }
    if geometry.visible != (0..<image.height, 0..<image.width) { warnings.append("cropped") }
    if window == .ownRange { warnings.append("own-range") }
    let places = reading.flatMap { ThoraxRegions(of: $0.mask, visible: geometry.visible) }
    let gaussian = reading?.mask.shareOfCentredGaussian(visible: geometry.visible)
    return try explainers.map { explainer in
      let saliency = try explainer.explain(input, targets: [target], in: model.network)[0]
      let map = geometry.project(saliency.definedValues, grid: saliency.grid)
      let score = try AttentionScore(
        of: saliency.hasSupport ? map : geometry.project(saliency.values, grid: saliency.grid),
        in: reading?.mask, visible: geometry.visible)
      var nulls: [NullModel: Double] = [:]
      nulls[.uniform] = score.lungArea.value
      nulls[.centredGaussian] = gaussian
      nulls[.otherMask] = other?.share(ofSaliencyIn: map)
      if let mask = reading?.mask, twins.indices.contains(place) {
        let twin = try explainer.explain(
          input, targets: [.index(saliency.target)], in: twins[place].network)[0]
        nulls[.randomWeights] = mask.share(
          ofSaliencyIn: geometry.project(twin.definedValues, grid: twin.grid))
      }
      let result = CaseResult(
        subject: subject, model: model.name, method: explainer.method, layer: saliency.layer,
        target: model.classNames[saliency.target],
        targetProbability: prediction.probabilities?[saliency.target],
        predicted: model.classNames[prediction.predicted], probability: prediction.confidence,
        isCorrect: isCorrect, score: score, nulls: nulls, regions: places?.shares(of: map) ?? [],
        peakRegion: score.peak.flatMap { places?[$0.x, $0.y] }, warnings: warnings)
      return CaseExplanation(result: result, image: image, map: map, mask: reading?.mask)
    }
  }
}

extension SaliencyMap {
  /// Whether anything speaks for the target. If not, the signed values tell a map that is all
  /// negative from one that is blank, which rectified values cannot.
  fileprivate var hasSupport: Bool { values.contains { $0 > 0 } }
}
