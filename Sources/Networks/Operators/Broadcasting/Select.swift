public import Tensors

/// `x` where the condition is not 0, else `y`.
///
/// Inputs: condition, `x` and `y`, which broadcast together. What is not selected gets no
/// gradient, and the condition gets zeros.
public struct Select: Operator {
  /// A selection.
  public init() {}

  /// The shape that the inputs broadcast to.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(3...3, inputs)
    return try broadcastShape(of: inputs)
  }

  /// The selected elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    guard let shape = Shape(broadcasting: inputs.map(\.shape)) else {
      preconditionFailure("shapes were not checked")
    }
    return select(inputs[0], inputs[1], inputs[2], shape: shape)
  }

  /// The cotangent where an input was selected, summed over the axes along which it is repeated.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let zero = Tensor([])
    let condition = inputs[0]
    func selected(_ x: Tensor, _ y: Tensor, to shape: Shape) -> Tensor {
      sum(select(condition, x, y, shape: output.shape), to: shape)
    }
    return [
      wanted[0] ? Tensor(condition.shape) : nil,
      wanted[1] ? selected(cotangent, zero, to: inputs[1].shape) : nil,
      wanted[2] ? selected(zero, cotangent, to: inputs[2].shape) : nil,
    ]
  }
}
