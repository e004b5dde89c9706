internal import Explainers
internal import Imaging
public import Models
internal import Networks
internal import Tensors

/// What there is to know about a model, as text to read or as JSON.
public struct ModelDescription: Sendable {
  private let model: Model
  private let layers: [(name: String, kind: String, shape: Shape)]
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
    defaultLayer = graph.defaultExplanationLayer(shapes: shapes).map { graph[$0].name }
  }

  /// Facts, preprocessing, provenance and layers; the default Grad-CAM layer is marked.
  public var text: String {
    let input = model.input
    var facts: [(String, String)] = [
      ("model", model.name), ("architecture", model.architecture?.rawValue ?? "unknown"),
      ("classes", model.classNames.joined(separator: ", ")),
      ("activation", model.activation.rawValue),
      ("parameters", "\(model.network.trainedParameterCount) trained"),
      (
        "input",
        "\(input.size) pixels, \(input.channels) channel\(input.channels == 1 ? "" : "s"), "
          + "fit by \(input.fit.rawValue)\(input.antialias ? ", antialiased" : "")"
      ),
      (
        "normalisation",
        "(sample in 0…1 − \(list(input.mean))) / \(list(input.standardDeviation))"
      ),
      ("Grad-CAM layer", defaultLayer ?? "none"),
    ]
    facts += model.provenance.sorted { $0.key < $1.key }
    facts += model.notes.map { ("note", $0) }
    let width = facts.map(\.0.count).max() ?? 0
    let head = facts.map { "\(pad($0.0, width))  \($0.1)\n" }.joined()
    let names = layers.map(\.name.count).max() ?? 0
    let kinds = layers.map(\.kind.count).max() ?? 0
    let rows = layers.map { layer in
      "\(pad(layer.name, names))  \(pad(layer.kind, kinds))  \(layer.shape)"
        + (layer.name == defaultLayer ? "  ← default Grad-CAM layer" : "") + "\n"
    }
    return head + "\n" + rows.joined()
  }

  /// The same facts as a JSON object.
  public func json() throws -> String {
    let input = model.input
    let members: [(String, JSONText.Value)] = [
      ("model", .string(model.name)),
      ("architecture", JSONText.Value(model.architecture?.rawValue)),
      ("classes", .array(model.classNames.map { .string($0) })),
      ("activation", .string(model.activation.rawValue)),
      ("trained_parameters", .integer(model.network.trainedParameterCount)),
      ("input_width", .integer(input.size.width)), ("input_height", .integer(input.size.height)),
      ("channels", .integer(input.channels)), ("fit", .string(input.fit.rawValue)),
      ("mean", .array(input.mean.map { .number(Double($0)) })),
      ("std", .array(input.standardDeviation.map { .number(Double($0)) })),
      ("default_layer", JSONText.Value(defaultLayer)),
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
              ("shape", .array(layer.shape.dimensions.map { .integer($0) })),
            ])
          })
      ),
    ]
    return try JSONText.render(.object(members)) + "\n"
  }

  private func list(_ numbers: [Float]) -> String {
    numbers.map { "\($0)" }.joined(separator: ", ")
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
