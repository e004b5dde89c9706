internal import Artifacts
internal import Attention
internal import Diagnostics
public import Explainers
public import Imaging
public import Models
internal import Networks
public import Probes
public import Tables
internal import Tensors

/// Explains and scores one image by every model and method of an audit.
public struct CaseExplainer: Sendable {
  /// The models as they run, each with a name of its own.
  public let models: [Model]
  /// The methods.
  public let explainers: [any Explainer]
  /// The class to explain.
  public let explainedClass: ExplainedClass
  /// The seed of the randomised twins; `nil` where there are none.
  public let twinSeed: UInt64?
  /// What takes the place of what probes remove; `nil` where there are no probes.
  public let probeFill: Fill?
  /// The models with weights drawn anew, if they are wanted.
  private let twins: [Model]

  /// An explainer of cases.
  ///
  /// - Parameters:
  ///   - twinSeed: Of the weights of randomised twins, which are explained for the same class as
  ///     the models; `nil` for no twins. With them an explanation costs twice as much.
  ///   - probeFill: What takes the place of what causal probes remove; `nil` for no probes, which
  ///     cost some twenty runs of the network for each image.
  /// - Throws: `ModelError` when a model does not have the class and `LayerError` when it does not
  ///   have the layer, so that a slip is found before the first image.
  public init(
    models: [Model], explainers: [any Explainer], explainedClass: ExplainedClass = .predicted,
    twinSeed: UInt64? = nil, probeFill: Fill? = nil
  ) throws {
    func folded(_ model: Model) throws -> Model {
      try FileError.naming(model.name) {
        _ = try explainedClass.target(in: model)
        let layers = try explainers.map { try $0.layers(in: model.network.graph) }
        return model.foldingBatchNormalizations(
          keeping: layers.reduce(into: []) { $0.formUnion($1) })
      }
    }
    self.twinSeed = twinSeed
    self.probeFill = probeFill
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
  /// - Parameters:
  ///   - otherMask: The mask of another patient; the score with it is a null model's.
  ///   - loans: Where probes get texts, frames, backgrounds and tones of other images.
  /// - Throws: ``FileError`` for an image or mask that cannot be used, or the error of a network
  ///   that cannot take the image.
  public func explain(
    _ subject: Case, otherMask: String? = nil, loans: LoanDesk? = nil
  ) throws -> [CaseExplanation] {
    let image = try ImageFile.read(subject.imagePath)
    let reading = try subject.maskPath.map { path in
      let picture = try ImageFile.read(path)
      return try FileError.naming(path) { try MaskReading(of: picture, for: image.extent) }
    }
    // A lent mask that cannot be read is its own case's failure, not this one's.
    let other = otherMask.flatMap { try? ImageFile.read($0) }.map { LungMask($0) }
    // Models mostly see the same tones, and what is found on them is then the same.
    var found: [ToneWindow: PictureArtifacts] = [:]
    return try models.indices.flatMap { place in
      try FileError.naming(subject.imagePath) {
        let window = models[place].input.window.resolved(for: image)
        let windowed = window.apply(to: image)
        // Only places outside the lungs and probes ask for them.
        let artifacts =
          reading == nil && probeFill == nil
          ? PictureArtifacts(markers: [], border: nil)
          : found[window] ?? PictureArtifacts(of: windowed)
        found[window] = artifacts
        return try explain(
          subject, image: windowed, artifacts: artifacts, reading: reading, other: other,
          loans: loans, byModel: place)
      }
    }
  }

  private func explain(
    _ subject: Case, image: GrayImage, artifacts: PictureArtifacts, reading: MaskReading?,
    other: LungMask?, loans: LoanDesk?, byModel place: Int
  ) throws -> [CaseExplanation] {
    let model = models[place]
    let (input, geometry) = model.input.prepare(windowed: image)
    let target = try explainedClass.target(in: model)
    let maps = try explainers.map {
      try $0.explain(input, targets: [target], in: model.network)[0]
    }
    // A method that runs the network on the whole image has its answer in passing.
    let prediction =
      if let logits = maps.first(where: { !$0.logits.isEmpty })?.logits {
        try Prediction(logits: logits, activation: model.activation)
      } else {
        try model.predictions(for: input)[0]
      }
    let isCorrect = subject.label.flatMap { model.isCorrect(prediction, label: $0) }
    var warnings = reading?.findings.map(\.rawValue) ?? []
    if subject.label != nil && isCorrect == nil { warnings.append(CaseResult.labelNotAClass) }
    if geometry.visible != (0..<image.height, 0..<image.width) { warnings.append("cropped") }
    if model.input.window.resolved(for: image) == .ownRange { warnings.append("own-range") }
    let anatomy = reading.flatMap {
      ImageAnatomy(of: $0.mask, artifacts: artifacts, visible: geometry.visible)
    }
    let gaussian = reading?.mask.shareOfCentredGaussian(visible: geometry.visible)
    let projected = maps.map { geometry.project($0.definedValues, grid: $0.grid) }
    let regions = zip(maps, projected).map { saliency, map in
      anatomy?.outsideRegions(of: map, tolerance: geometry.tolerance(ofGrid: saliency.grid)) ?? []
    }
    let probed = try probeFill.map { fill in
      try Prober(model: model, fill: fill).outcomes(
        of: ProbeSubject(
          view: NetworkView(
            windowed: image, lungs: reading?.mask, geometry: geometry,
            antialias: model.input.antialias),
          artifacts: artifacts, original: image.extent, map: projected.first),
        erasing: regions.flatMap { $0 },
        loans: loans?.loans(for: subject, model: model) ?? Prober.Loans(),
        before: ProbeAnswer(prediction, target: maps[0].target, of: model),
        target: maps[0].target)
    }
    var effects = (probed?.regions ?? [])[...]
    return try explainers.indices.map { method in
      let (explainer, saliency, map) = (explainers[method], maps[method], projected[method])
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
        isCorrect: isCorrect, score: score, nulls: nulls,
        regions: anatomy?.places.shares(of: map) ?? [],
        peakRegion: score.peak.flatMap { anatomy?.places[$0.x, $0.y] }, warnings: warnings)
      let outside = regions[method].map { region in
        ErasedRegion(region: region, effect: effects.popFirst() ?? nil)
      }
      return CaseExplanation(
        result: result, image: image, map: map, mask: reading?.mask, frame: anatomy?.frame,
        outside: outside,
        probes: method == 0
          ? probed.map { ImageProbes(outcomes: $0.probes, chance: model.chance) } : nil)
    }
  }
}

extension SaliencyMap {
  /// Whether anything speaks for the target. If not, the signed values tell a map that is all
  /// negative from one that is blank, which rectified values cannot.
  fileprivate var hasSupport: Bool { values.contains { $0 > 0 } }
}

extension Geometry {
  /// How exactly a map tells where the lungs end, in original pixels: half a cell of its grid, or
  /// 2 % of the image's shorter side where that is more.
  fileprivate func tolerance(ofGrid grid: Extent) -> Double {
    let (rows, columns) = visible
    let halfCell = max(
      Double(rows.count) / Double(2 * grid.height), Double(columns.count) / Double(2 * grid.width))
    return max(0.02 * Double(min(original.height, original.width)), halfCell)
  }
}
