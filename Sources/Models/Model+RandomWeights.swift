internal import Networks
internal import Tensors

extension Network {
  /// The network with weights drawn anew from `seed`, as before training: normal with variance
  /// 2 / inputs (He et al. 2015), biases 0, scales 1.
  ///
  /// A batch normalisation's mean and variance belong to the weights they were measured with, so
  /// they become 0 and 1. What belongs to the graph itself is kept.
  func randomizingWeights(seed: UInt64) -> Network {
    var measured: Set<String> = []
    for id in graph.nodeIDs {
      guard case .apply(let `operator`, let inputs) = graph[id].source,
        `operator` is BatchNormalization
      else { continue }
      measured.formUnion(inputs.map { graph[$0].name })
    }
    var network = self
    for parameter in graph.parameters where parameter.isTrained || measured.contains(parameter.name)
    {
      if case .constant = parameter.role { continue }
      network.update(parameter.name, to: parameter.initialValue(seed: seed))
    }
    return network
  }
}
