internal import Tensors

/// Writes layers with their parameters under torchvision's names.
struct GraphBuilder {
  private(set) var graph = Graph()

  /// The image batch.
  var input: Graph.NodeID { graph.input }

  /// A convolution called `name`, with `name.weight` and perhaps `name.bias`.
  mutating func convolution(
    _ x: Graph.NodeID, _ name: String, from inputs: Int, to outputs: Int, _ window: Window,
    bias: Bool = false
  ) -> Graph.NodeID {
    let shape: Shape = [outputs, inputs, window.kernel.height, window.kernel.width]
    let role = Parameter.Role.weight(fanIn: inputs * window.kernel.area)
    var operands = [x, graph.add(Parameter("\(name).weight", shape, role))]
    if bias { operands.append(graph.add(Parameter("\(name).bias", [outputs], .bias))) }
    return graph.add(Convolution(window: window), to: operands, name: name)
  }

  /// A batch normalisation called `name`, with its four parameters.
  mutating func normalization(_ x: Graph.NodeID, _ name: String, _ channels: Int) -> Graph.NodeID {
    let parameters = [
      Parameter("\(name).weight", [channels], .scale),
      Parameter("\(name).bias", [channels], .bias),
      Parameter("\(name).running_mean", [channels], .statistic(initial: 0)),
      Parameter("\(name).running_var", [channels], .statistic(initial: 1)),
    ]
    return graph.add(
      BatchNormalization(), to: [x] + parameters.map { graph.add($0) }, name: name)
  }

  /// A linear layer called `name`, with `name.weight` and `name.bias`.
  mutating func linear(
    _ x: Graph.NodeID, _ name: String, from inputs: Int, to outputs: Int
  ) -> Graph.NodeID {
    let weight = Parameter("\(name).weight", [outputs, inputs], .weight(fanIn: inputs))
    let bias = Parameter("\(name).bias", [outputs], .bias)
    return graph.add(Linear(), to: [x, graph.add(weight), graph.add(bias)], name: name)
  }

  /// A rectifier.
  mutating func relu(_ x: Graph.NodeID, _ name: String) -> Graph.NodeID {
    graph.add(ReLU(), to: [x], name: name)
  }

  /// Any operator on earlier nodes.
  mutating func apply(
    _ operator: any Operator, to inputs: Graph.NodeID..., name: String
  ) -> Graph.NodeID {
    graph.add(`operator`, to: inputs, name: name)
  }

  /// The mean over the image as features: `avgpool`, then `flatten`.
  mutating func globalFeatures(_ x: Graph.NodeID) -> Graph.NodeID {
    let pooled = apply(GlobalAveragePool(), to: x, name: "avgpool")
    return apply(Flatten(), to: pooled, name: "flatten")
  }
}
