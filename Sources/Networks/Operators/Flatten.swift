public import Tensors

/// `[N, C, H, W]` as `[N, C · H · W]`, in logical order.
public struct Flatten: Operator {
  /// A flattening of all axes after the first.
  public init() {}

  /// `[N, F]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    guard inputs[0].rank >= 1 else {
      throw ShapeError(self, inputs: inputs, expected: "one input with a batch axis")
    }
    return flattened(inputs[0])
  }

  /// The same elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    inputs[0].reshaped(to: flattened(inputs[0].shape))
  }

  /// The cotangent in the input's shape.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [cotangent.reshaped(to: inputs[0].shape)]
  }

  private func flattened(_ shape: Shape) -> Shape {
    [shape[0], shape.dimensions.dropFirst().reduce(1, *)]
  }
}
