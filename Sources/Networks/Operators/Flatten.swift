public import Tensors

/// The input as a matrix: `[N, C, H, W]` as `[N, C · H · W]`, in logical order.
public struct Flatten: Operator {
  /// The first of the axes that become the columns.
  public let axis: Int

  /// A flattening of the axes before `axis` and of those from `axis` on, as ONNX's.
  public init(axis: Int = 1) { self.axis = axis }

  /// `[product of the sizes before the axis, product of the others]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    guard 0...inputs[0].rank ~= axis else {
      throw ShapeError(
        self, inputs: inputs,
        expected: axis == 1 ? "one input with a batch axis" : "one input with \(axis) axes or more")
    }
    try requireCountable(inputs)
    return flattened(inputs[0])
  }

  /// The same elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    reshape(inputs[0], to: flattened(inputs[0].shape))
  }

  /// The cotangent in the input's shape.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [reshape(cotangent, to: inputs[0].shape)]
  }

  private func flattened(_ shape: Shape) -> Shape {
    [shape.dimensions[..<axis].reduce(1, *), shape.dimensions[axis...].reduce(1, *)]
  }
}
