internal import Networks
internal import Tensors

/// Two classes out of a single logit `z`: the logits `[−z, z]`.
///
/// So the other class can be explained and counted like any: its logit is `−z`, as in
/// pytorch-grad-cam's `BinaryClassifierOutputTarget`, and its sigmoid `1 − sigmoid(z)`.
enum BinaryHead {
  private static let name = "binary-head"
  /// The constant that the head multiplies by, which belongs in no file.
  static let parameterName = "\(name).weight"

  /// The network with the head after its only output.
  static func added(to network: Network) throws(ParameterError) -> Network {
    var graph = network.graph
    let logit = graph.output
    // A statistic, for it is stored with the network and never trained.
    let weight = graph.add(Parameter(parameterName, [2, 1], .statistic(initial: 1)))
    _ = graph.add(Linear(), to: [logit, weight], name: name)
    var parameters = network.parameters
    parameters[parameterName] = Tensor([2, 1], logicalOrder: [-1, 1])
    return try Network(graph: graph, parameters: parameters)
  }
}
