public import Tensors

extension Trace {
  /// The gradients of `⟨cotangent, output⟩` with respect to the nodes `targets`.
  ///
  /// The walk goes from the output down only to the targets: a pullback runs only for operators
  /// that lie between, and only for those of their inputs that lead to a target.
  ///
  /// - Parameter cotangent: Of the output's shape.
  /// - Returns: A gradient for each target that the output depends on.
  public func gradients(
    of cotangent: Tensor, withRespectTo targets: Set<Graph.NodeID>
  ) -> [Graph.NodeID: Tensor] {
    let graph = network.graph
    precondition(cotangent.shape == output.shape, "cotangent of another shape than the output")
    let leadsToTarget = graph.dependents(of: targets)
    var cotangents: [Graph.NodeID: Tensor] = [graph.output: cotangent]
    var result: [Graph.NodeID: Tensor] = [:]
    for id in graph.nodeIDs.reversed() where leadsToTarget[id.index] {
      guard let cotangent = cotangents.removeValue(forKey: id) else { continue }
      if targets.contains(id) { result[id] = cotangent }
      guard case .apply(let `operator`, let inputs) = graph[id].source else { continue }
      let wanted = inputs.map { leadsToTarget[$0.index] }
      guard wanted.contains(true) else { continue }
      let gradients = `operator`.pullback(
        cotangent, inputs: inputs.map { self[$0] }, output: self[id], wanted: wanted)
      for (source, gradient) in zip(inputs, gradients) where leadsToTarget[source.index] {
        guard let gradient else { continue }
        if cotangents[source] == nil {
          cotangents[source] = gradient
        } else {
          cotangents[source]? += gradient
        }
      }
    }
    return result
  }
}
