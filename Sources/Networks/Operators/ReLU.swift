public import Tensors

/// `max(x, 0)`; at 0 the gradient is 0, as in PyTorch.
public struct ReLU: Operator {
  /// A rectifier.
  public init() {}

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    return inputs[0]
  }

  /// The positive part; NaN stays NaN.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    mapElements(inputs[0]) { $0 < 0 ? 0 : $0 }
  }

  /// The cotangent where the output is positive.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [zipElements(cotangent, output) { $1 > 0 ? $0 : 0 }]
  }
}
