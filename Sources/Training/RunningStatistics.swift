internal import Networks
internal import Tensors

/// The share of the newest batch in the running mean and variance, as in PyTorch.
private let momentum: Float = 0.1

/// Moves the stored mean and variance of each batch normalisation that was in training mode
/// towards those of the batch that `trace` saw; the variance is the unbiased estimate, as in
/// PyTorch.
func updateStatistics(of network: inout Network, from trace: Trace) {
  let graph = trace.network.graph
  for id in graph.layerIDs {
    guard case .apply(let layer, let inputs) = graph[id].source,
      (layer as? BatchNormalization)?.statistics == .ofBatch,
      case .parameter(let mean) = graph[inputs[3]].source,
      case .parameter(let variance) = graph[inputs[4]].source
    else { continue }
    let batch = trace[inputs[0]]
    let moments = BatchNormalization.moments(of: batch)
    let count = Float(batch.count / mean.shape.count)
    let unbiased = count > 1 ? count / (count - 1) : 1
    blend(&network, mean.name, moments.mean, factor: 1)
    blend(&network, variance.name, moments.variance, factor: unbiased)
  }
}

private func blend(_ network: inout Network, _ name: String, _ value: Tensor, factor: Float) {
  guard let old = network.parameters[name] else { return }
  let elements = zip(old.logicalElements, value.logicalElements).map {
    (1 - momentum) * $0 + momentum * factor * $1
  }
  network.update(name, to: Tensor(old.shape, logicalOrder: elements))
}

extension Graph {
  /// The nodes of the parameters that training changes, with the parameters' names.
  func nodesOfTrainedParameters(except frozen: FrozenLayers) -> [NodeID: String] {
    var result: [NodeID: String] = [:]
    for id in nodeIDs {
      if case .parameter(let parameter) = self[id].source, parameter.isTrained,
        !frozen.contains(parameter.name)
      {
        result[id] = parameter.name
      }
    }
    return result
  }
}
