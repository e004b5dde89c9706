public import Tensors

/// The sum of two tensors of the same shape.
public struct Add: Operator {
  /// A sum.
  public init() {}

  /// The inputs' shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...2, inputs)
    guard inputs[0] == inputs[1] else {
      throw ShapeError(self, inputs: inputs, expected: "two inputs of the same shape")
    }
    return inputs[0]
  }

  /// The sum.
  public func apply(_ inputs: [Tensor]) -> Tensor { zipElements(inputs[0], inputs[1], +) }

  /// The cotangent, for both.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [cotangent, cotangent]
  }
}
