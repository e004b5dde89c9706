import LungAttention

/// One operator, or a few that belong together, on one shape, with what it has to do.
struct OperatorCase {
  /// What it is, such as `conv 3×3 64→64, 224²`.
  let name: String
  /// A network of only this.
  let network: Network
  /// `[N, C, H, W]` or `[N, F]`.
  let input: Tensor
  /// Multiplications and additions of the definition, whatever the algorithm: an algorithm that
  /// needs fewer, as Winograd's, can exceed the machine's ceiling.
  let operations: Double
  /// Bytes of input, parameters and output, each once: what has to be moved at least.
  let bytes: Double

  /// A case that `build` adds to a graph with only an input, and whose output values cost
  /// `operationsPerOutput` each.
  init(
    _ name: String, input: Shape, operationsPerOutput: Double,
    build: (inout Graph) -> Void
  ) throws {
    var graph = Graph()
    build(&graph)
    let output = try graph.shapes(forInput: input)[graph.output]?.count ?? 0
    let parameters = graph.parameters.reduce(0) { $0 + $1.shape.count }
    self.name = name
    network = Network(graph: graph, seed: 1)
    self.input = Self.numbers(input)
    operations = operationsPerOutput * Double(output)
    bytes = 4 * Double(input.count + parameters + output)
  }

  /// Varied numbers of both signs.
  private static func numbers(_ shape: Shape) -> Tensor {
    var generator = RandomGenerator(seed: 2)
    return Tensor(
      shape, logicalOrder: (0..<shape.count).map { _ in Float(generator.uniform(in: -1...1)) })
  }
}

extension OperatorCase {
  /// A convolution with bias, padded so that stride 1 keeps the size.
  static func convolution(
    _ kernel: Int, _ inputs: Int, _ outputs: Int, side: Int, stride: Int = 1, groups: Int = 1,
    batch: Int = 1
  ) throws -> OperatorCase {
    let kind = groups == 1 ? "conv" : "depthwise"
    let channels = groups == 1 ? "\(inputs)→\(outputs)" : "\(outputs)"
    return try OperatorCase(
      "\(kind) \(kernel)×\(kernel) \(channels), \(side)²"
        + (stride == 1 ? "" : ", stride \(stride)") + (batch == 1 ? "" : ", batch \(batch)"),
      input: [batch, inputs, side, side],
      operationsPerOutput: 2 * Double(inputs / groups * kernel * kernel)
    ) { graph in
      let fanIn = inputs / groups * kernel * kernel
      let weight = graph.add(
        Parameter(
          "weight", [outputs, inputs / groups, kernel, kernel], .weight(fanIn: fanIn)))
      let bias = graph.add(Parameter("bias", [outputs], .bias))
      let window = Window.square(kernel, stride: stride, padding: kernel / 2)
      _ = graph.add(
        Convolution(window: window, groups: groups), to: [graph.input, weight, bias], name: "conv")
    }
  }

  /// A fully connected layer.
  static func linear(_ inputs: Int, _ outputs: Int, batch: Int = 1) throws -> OperatorCase {
    try OperatorCase(
      "linear \(inputs)→\(outputs)" + (batch == 1 ? "" : ", batch \(batch)"),
      input: [batch, inputs], operationsPerOutput: 2 * Double(inputs)
    ) { graph in
      let weight = graph.add(Parameter("weight", [outputs, inputs], .weight(fanIn: inputs)))
      let bias = graph.add(Parameter("bias", [outputs], .bias))
      _ = graph.add(Linear(), to: [graph.input, weight, bias], name: "linear")
    }
  }

  /// A maximum pooling.
  static func maxPool(
    _ kernel: Int, stride: Int, padding: Int, channels: Int, side: Int
  ) throws -> OperatorCase {
    try OperatorCase(
      "max-pool \(kernel)×\(kernel) \(channels), \(side)², stride \(stride)",
      input: [1, channels, side, side], operationsPerOutput: Double(kernel * kernel)
    ) { graph in
      let window = Window.square(kernel, stride: stride, padding: padding)
      _ = graph.add(MaxPool(window: window), to: [graph.input], name: "pool")
    }
  }

  /// What DenseNet does before each 1×1 convolution: concatenate, normalise, ReLU.
  static func denseConcatenation(channels: Int, side: Int) throws -> OperatorCase {
    try OperatorCase(
      "concat+norm+ReLU \(channels), \(side)²", input: [1, channels / 2, side, side],
      operationsPerOutput: 3
    ) { graph in
      let joined = graph.add(Concatenation(), to: [graph.input, graph.input], name: "concat")
      let statistics: [(String, Parameter.Role)] = [
        ("scale", .scale), ("shift", .bias), ("mean", .statistic(initial: 0.1)),
        ("variance", .statistic(initial: 2)),
      ]
      let parameters = statistics.map { graph.add(Parameter($0, [channels], $1)) }
      let normalized = graph.add(BatchNormalization(), to: [joined] + parameters, name: "norm")
      _ = graph.add(ReLU(), to: [normalized], name: "relu")
    }
  }
}
