public import Tensors

/// One run of a network: the values of its nodes, kept unchanged.
public struct Trace: Sendable {
  /// The network that ran.
  public let network: Network
  private(set) var values: [Tensor?]

  init(network: Network, values: [Tensor?]) {
    self.network = network
    self.values = values
  }

  /// The network's answer.
  public var output: Tensor { self[network.graph.output] }

  /// The value of a node that was kept.
  ///
  /// - Precondition: The trace kept `id`.
  public subscript(id: Graph.NodeID) -> Tensor {
    guard let value = values[id.index] else {
      preconditionFailure("the trace did not keep '\(network.graph[id].name)'")
    }
    return value
  }
}
