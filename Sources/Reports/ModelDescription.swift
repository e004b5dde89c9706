internal import Explainers
internal import Imaging
public import Models
internal import Networks
internal import Tensors

/// What there is to know about a model, as text to read or as JSON.
public struct ModelDescription: Sendable {
  private let model: Model
  private let layers: [(name: String, kind: String, shape: Shape)]
  private let candidates: [(name: String, shape: Shape)]
  private let defaultLayer: String?

  /// A description; layers have the shapes they take for one image.
  ///
  /// - Throws: `ShapeError` when the network does not take its own input size.
  public init(_ model: Model) throws {
    let graph = model.network.graph
    let shapes = try graph.shapes(forInput: model.input.shape)
    self.model = model
    layers = graph.layerIDs.compactMap { id in
      guard case .apply(let layer, _) = graph[id].source, let shape = shapes[id] else { return nil }
      return (graph[id].name, layer.name, shape)
    }
    candidates = graph.explanationCandidates(shapes: shapes).compactMap { id in
      shapes[id].map { (graph[id].name, $0) }
    }
    defaultLayer = graph.defaultExplanationLayer(shapes: shapes).map { graph[$0].name }
  }

  /// Facts, what is done to a picture and to the outputs in its order, the layers worth
  /// explaining with the default marked, provenance, notes, and all layers.
  public var text: String {
    let facts = [
      ("model", model.name), ("architecture", model.architecture?.rawValue ?? "unknown"),
      ("parameters", "\(model.network.trainedParameterCount) trained"),
    ]
    let origins = model.provenance.sorted { $0.key < $1.key } + model.notes.map { ("note", $0) }
    let places = candidates.map { candidate in
      [
        candidate.name, candidate.shape.extent.description,
        candidate.name == defaultLayer ? "← default Grad-CAM layer" : "",
      ]
    }
    let rows = layers.map { layer in
      [
        layer.name, layer.kind, layer.shape.description,
        layer.name == defaultLayer ? "← default Grad-CAM layer" : "",
      ]
    }
    return [
      TextColumns.aligned(facts.map { [$0.0, $0.1] }),
      "What is done to a picture and to the outputs, in this order, and who says so:\n"
        + TextColumns.aligned(steps.map { [$0.name, $0.value, $0.origin ?? ""] }),
      "Layers worth explaining, by resolution:\n"
        + (places.isEmpty ? "none\n" : TextColumns.aligned(places)),
      origins.isEmpty ? nil : TextColumns.aligned(origins.map { [$0.0, $0.1] }),
      "All layers:\n" + TextColumns.aligned(rows),
    ].compactMap { $0 }.joined(separator: "\n")
  }

  /// What is done to a picture and to the outputs, in its order, and who says so.
  var steps: [(name: String, value: String, origin: String?)] {
    let input = model.input
    let range = input.range
    func origin(_ setting: ModelSetting...) -> String? {
      let words = setting.compactMap { model.origins[$0]?.rawValue }
      return words.allSatisfy { $0 == words.first } ? words.first : words.joined(separator: ", ")
    }
    return [
      ("window", input.window.explanation, origin(.window)),
      (
        "size",
        "\(input.fit.rawValue) to \(input.size.text)\(input.antialias ? ", antialiased" : "")",
        origin(.fit, .size)
      ),
      ("channels", "\(input.channels)", origin(.channels)),
      (
        "range", "black \(number(range.lowerBound)), white \(number(range.upperBound))",
        origin(.range)
      ),
      (
        "normalisation", "(x − \(list(input.mean))) / \(list(input.standardDeviation))",
        origin(.mean, .standardDeviation)
      ),
      (
        "activation", model.activation.rawValue + (model.isMultiLabel ? " for each label" : ""),
        origin(.activation)
      ),
      ("classes", model.classNames.joined(separator: ", "), origin(.classNames)),
    ]
  }

  /// The same facts as a JSON object; `origins` says who said each setting.
  public func json() throws -> String {
    let input = model.input
    let settings = ModelSetting.allCases.compactMap { setting in
      model.origins[setting].map { (setting.rawValue, JSONText.Value.string($0.rawValue)) }
    }
    let members: [(String, JSONText.Value)] = [
      ("model", .string(model.name)),
      ("architecture", JSONText.Value(model.architecture?.rawValue)),
      ("classes", .array(model.classNames.map { .string($0) })),
      ("activation", .string(model.activation.rawValue)),
      ("multi_label", .boolean(model.isMultiLabel)),
      ("trained_parameters", .integer(model.network.trainedParameterCount)),
      ("window", .string(input.window.text)),
      ("input_width", .integer(input.size.width)), ("input_height", .integer(input.size.height)),
      ("channels", .integer(input.channels)), ("fit", .string(input.fit.rawValue)),
      ("range", numbers([input.range.lowerBound, input.range.upperBound])),
      ("mean", numbers(input.mean)), ("std", numbers(input.standardDeviation)),
      ("origins", .object(settings)),
      ("default_layer", JSONText.Value(defaultLayer)),
      (
        "candidates",
        .array(
          candidates.map { candidate in
            .object([
              ("name", .string(candidate.name)), ("shape", dimensions(candidate.shape)),
              ("default", .boolean(candidate.name == defaultLayer)),
            ])
          })
      ),
      (
        "provenance",
        .object(model.provenance.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      ),
      ("notes", .array(model.notes.map { .string($0) })),
      (
        "layers",
        .array(
          layers.map { layer in
            .object([
              ("name", .string(layer.name)), ("operator", .string(layer.kind)),
              ("shape", dimensions(layer.shape)),
            ])
          })
      ),
    ]
    return try JSONText.render(.object(members)) + "\n"
  }

  private func numbers(_ values: [Float]) -> JSONText.Value {
    .array(values.map { .number(Double($0)) })
  }

  private func dimensions(_ shape: Shape) -> JSONText.Value {
    .array(shape.dimensions.map { .integer($0) })
  }

  /// `0.5`, or `(0.485, 0.456, 0.406)`.
  private func list(_ values: [Float]) -> String {
    let texts = values.map(number)
    return texts.count == 1 ? texts[0] : "(\(texts.joined(separator: ", ")))"
  }

  private func number(_ value: Float) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}

extension ToneWindow {
  /// What it does, for a reader.
  fileprivate var explanation: String {
    switch self {
    case .automatic: "auto: up to 8 bits all grey values, above the image's own range"
    case .full: "all grey values that the file can hold"
    case .ownRange: "the image's own range"
    case .window(let width, let level):
      "grey values \(level - width / 2) to \(level + width / 2)"
    }
  }
}
