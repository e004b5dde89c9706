public import Tensors

extension Network {
  /// Runs the network on `input` and keeps every node.
  ///
  /// - Parameter input: `[N, C, H, W]`, already normalised.
  /// - Throws: ``ShapeError`` when the network cannot take that shape.
  public func trace(_ input: Tensor) throws(ShapeError) -> Trace {
    try run(input, keeping: Array(repeating: true, count: graph.nodes.count))
  }

  /// Runs the network on `input` and keeps what gradients for `layer` need: the layer, all that
  /// is computed from it, and what those read.
  public func trace(
    _ input: Tensor, above layer: Graph.NodeID
  ) throws(ShapeError) -> Trace {
    let dependent = graph.dependents(of: [layer])
    var keep = dependent
    for id in graph.nodeIDs where dependent[id.index] {
      for source in graph.inputs(of: id) { keep[source.index] = true }
    }
    return try run(input, keeping: keep)
  }

  /// The network's answer for `input`, `[N, classes]`; other values are freed on the way.
  public func output(for input: Tensor) throws(ShapeError) -> Tensor {
    if takesOneSample, input.shape.batch > 1 {
      var rows: [Tensor] = []
      for sample in 0..<input.shape.batch {
        rows.append(try output(for: input.samples(sample..<sample + 1)))
      }
      return Tensor(concatenating: rows)
    }
    return try run(input, keeping: Array(repeating: false, count: graph.nodes.count)).output
  }

  private func run(_ input: Tensor, keeping keep: [Bool]) throws(ShapeError) -> Trace {
    _ = try graph.shapes(forInput: input.shape)
    var lastUse = Array(graph.nodes.indices)
    for id in graph.nodeIDs {
      for source in graph.inputs(of: id) { lastUse[source.index] = id.index }
    }
    var values: [Tensor?] = Array(repeating: nil, count: graph.nodes.count)
    for id in graph.nodeIDs {
      switch graph[id].source {
      case .input: values[id.index] = input
      case .parameter(let parameter): values[id.index] = parameters[parameter.name]
      case .apply(let `operator`, let inputs):
        values[id.index] = `operator`.apply(inputs.compactMap { values[$0.index] })
        for source in inputs where lastUse[source.index] == id.index && !keep[source.index] {
          values[source.index] = nil
        }
      }
    }
    return Trace(network: self, values: values)
  }
}

extension Graph {
  /// For each node, whether it is one of `roots` or is computed from one.
  func dependents(of roots: some Sequence<NodeID>) -> [Bool] {
    var result = Array(repeating: false, count: nodes.count)
    for root in roots { result[root.index] = true }
    for id in nodeIDs where inputs(of: id).contains(where: { result[$0.index] }) {
      result[id.index] = true
    }
    return result
  }
}
