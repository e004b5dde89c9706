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
  ///
  /// - Parameter recomputable: Whether to use the kernels of ``Rerun``, which are slower for whole
  ///   images, so that the results have the same bits.
  public func output(
    for input: Tensor, recomputable: Bool = false
  ) throws(ShapeError) -> Tensor {
    if takesOneSample, input.shape.batch > 1 {
      var rows: [Tensor] = []
      for sample in 0..<input.shape.batch {
        rows.append(
          try output(for: input.samples(sample..<sample + 1), recomputable: recomputable))
      }
      return Tensor(concatenating: rows)
    }
    return try run(input, keeping: keepingOutput, isLocalToTheBit: recomputable).output
  }

  /// For each node, whether it is the output.
  var keepingOutput: [Bool] { graph.nodeIDs.map { $0 == graph.output } }

  private func run(
    _ input: Tensor, keeping keep: [Bool], isLocalToTheBit: Bool = false
  ) throws(ShapeError) -> Trace {
    let values = try plans.plan(
      of: self, for: input.shape, keeping: keep, isLocalToTheBit: isLocalToTheBit
    ).run(input)
    return Trace(
      network: self,
      values: graph.nodeIDs.map { id in
        guard keep[id.index] else { return nil }
        if case .parameter(let parameter) = graph[id].source {
          return parameters[parameter.name]
        }
        return values[id.index]?.tensor
      })
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
