public import Tensors

/// `eˣ / Σ eˣ` over the channel axis.
public struct Softmax: Operator {
  /// A softmax over axis 1.
  public init() {}

  /// The input's shape, `[N, C]` or `[N, C, H, W]`.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    guard inputs[0].rank == 2 || inputs[0].rank == 4 else {
      throw ShapeError(self, inputs: inputs, expected: "one input of shape [N, C] or [N, C, H, W]")
    }
    return inputs[0]
  }

  /// Shares that sum to 1 over the channels.
  public func apply(_ inputs: [Tensor]) -> Tensor { softmaxChannels(inputs[0]) }

  /// `y · (g − Σ g·y)`
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [softmaxChannelsGradient(cotangent, output: output)]
  }
}
