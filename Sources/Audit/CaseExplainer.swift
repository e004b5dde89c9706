internal import Attention
internal import Diagnostics
public import Explainers
internal import Imaging
public import Models
internal import Networks
public import Tables

/// Explains and scores one image by every model and method of an audit.
public struct CaseExplainer: Sendable {
  /// The models, each with a name of its own.
  public let models: [Model]
  /// The methods.
  public let explainers: [any Explainer]
  /// The class to explain.
  public let explainedClass: ExplainedClass

  /// An explainer of cases.
  ///
  /// - Throws: `ModelError` when a model does not have the class and `LayerError` when it does not
  ///   have the layer, so that a slip is found before the first image.
  public init(
    models: [Model], explainers: [any Explainer], explainedClass: ExplainedClass = .predicted
  ) throws {
    self.models = try models.map { model in
      try FileError.naming(model.name) {
        _ = try explainedClass.target(in: model)
        let layers = try explainers.map { try $0.layers(in: model.network.graph) }
        return model.foldingBatchNormalizations(
          keeping: layers.reduce(into: []) { $0.formUnion($1) })
      }
    }
    self.explainers = explainers
    self.explainedClass = explainedClass
  }

  /// One explanation for each model and method, in that order.
  ///
  /// - Throws: ``FileError`` for an image or mask that cannot be used, or the error of a network
  ///   that cannot take the image.
  public func explain(_ subject: Case) throws -> [CaseExplanation] {
    let image = try ImageFile.read(subject.imagePath)
    let reading = try subject.maskPath.map { path in
      let picture = try ImageFile.read(path)
      return try FileError.naming(path) { try MaskReading(of: picture, for: image.extent) }
    }
    return try models.flatMap { model in
      try FileError.naming(subject.imagePath) {
        try explain(subject, image: image, reading: reading, by: model)
      }
    }
  }

  private func explain(
    _ subject: Case, image: GrayImage, reading: MaskReading?, by model: Model
  ) throws -> [CaseExplanation] {
    let window = model.input.window.resolved(for: image)
    let image = window.apply(to: image)
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
    if subject.label != nil && isCorrect == nil { warnings.append("label-not-a-class") }
    if geometry.visible != (0..<image.height, 0..<image.width) { warnings.append("cropped") }
    if window == .ownRange { warnings.append("own-range") }
    return try zip(explainers, maps).map { explainer, saliency in
      let map = geometry.project(saliency.definedValues, grid: saliency.grid)
      let score = try AttentionScore(
        of: saliency.hasSupport ? map : geometry.project(saliency.values, grid: saliency.grid),
        in: reading?.mask, visible: geometry.visible)
      let result = CaseResult(
        subject: subject, model: model.name, method: explainer.method, layer: saliency.layer,
        target: model.classNames[saliency.target],
        targetProbability: prediction.probabilities?[saliency.target],
        predicted: model.classNames[prediction.predicted], probability: prediction.confidence,
        isCorrect: isCorrect, score: score, warnings: warnings)
      return CaseExplanation(result: result, image: image, map: map, mask: reading?.mask)
    }
  }
}

extension SaliencyMap {
  /// Whether anything speaks for the target. If not, the signed values tell a map that is all
  /// negative from one that is blank, which rectified values cannot.
  fileprivate var hasSupport: Bool { values.contains { $0 > 0 } }
}
