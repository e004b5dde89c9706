internal import Networks
internal import Tensors

/// The end of a network: one row of class scores for each image, before any activation.
struct OutputHead {
  private let assembly: GraphAssembly
  private let output: Graph.NodeID
  private let activationNode: Graph.NodeID?
  private let activation: ImportedNetwork.Activation?

  /// The head at `value`, the file's output called `name`.
  ///
  /// - Throws: ``ONNXError`` when it is not one row of numbers for each image.
  init(_ value: Value, name: String, in assembly: GraphAssembly) throws {
    guard case .feature(let feature) = value else {
      throw ONNXError(
        "the output '\(name.printable)' does not depend on the image",
        expected: "class scores that do")
    }
    let sizes = feature.sizes
    let classes = sizes.dropFirst().filter { $0.fixed != 1 }
    guard let batch = sizes.first, batch.pair == assembly.probe.sizes, classes.count <= 1,
      classes.allSatisfy({ $0.fixed != nil })
    else {
      throw ONNXError(
        "the output '\(name.printable)' has shape \(feature.shape.first.withBatch(1))",
        expected: "one row of class scores for each image, [N, classes]",
        remedy: "Export a classifier; if it has several outputs, put the class scores first.")
    }
    var assembly = assembly
    let final = try Self.row(feature, classes: classes.first ?? .fixed(1), in: &assembly)
    (activationNode, activation) = Self.activation(above: final, in: assembly)
    self.assembly = assembly
    output = final
  }

  /// The network up to the class scores.
  func network(takesOneSample: Bool, notes: [String]) throws -> ImportedNetwork {
    let graph = assembly.graph.pruned(
      to: output, bypassing: activationNode.map { [$0] } ?? [], naming: assembly.layerNames)
    return ImportedNetwork(
      network: try Network(
        graph: graph, parameters: assembly.parameters, takesOneSample: takesOneSample),
      activation: activation, notes: notes)
  }

  /// The output as `[N, classes]`.
  private static func row(
    _ feature: Feature, classes: Probed<Int>, in assembly: inout GraphAssembly
  ) throws -> Graph.NodeID {
    guard feature.rank != 2 else { return feature.node }
    let node = NodeReader(named: "output")
    let value = try assembly.reshape(.feature(feature), to: [feature.sizes[0], classes], for: node)
    guard case .feature(let row) = value else { return feature.node }
    return row.node
  }

  /// The softmax or sigmoid at the end, perhaps before a change of shape.
  private static func activation(
    above output: Graph.NodeID, in assembly: GraphAssembly
  ) -> (Graph.NodeID?, ImportedNetwork.Activation?) {
    var id = output
    while case .apply(let `operator`, let inputs) = assembly.graph[id].source {
      switch `operator` {
      case is Reshape, is Flatten:
        guard let first = inputs.first else { return (nil, nil) }
        id = first
      case let softmax as Softmax where softmax.axis == 1: return (id, .softmax)
      case let softmax as LogSoftmax where softmax.axis == 1: return (id, .softmax)
      case is Sigmoid: return (id, .sigmoid)
      default: return (nil, nil)
      }
    }
    return (nil, nil)
  }
}
