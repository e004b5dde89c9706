public import Tensors

/// The axes in another order.
public struct Transpose: Operator {
  /// For each axis of the output, the axis of the input.
  public let permutation: [Int]

  /// A transposition, as NumPy's.
  public init(permutation: [Int]) { self.permutation = permutation }

  /// The input's sizes in the new order.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireCountable(inputs)
    guard permutation.sorted() == Array(0..<inputs[0].rank) else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "one input of \(permutation.count) axes, reordered as \(permutation)")
    }
    return Shape(permutation.map { inputs[0][$0] })
  }

  /// The elements in the new order.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let shape = inputs[0].shape
    let output = Shape(permutation.map { shape[$0] })
    let strides = shape.memoryStrides
    return AxisTables(
      output.memoryAxes.map {
        AxisTables.Axis(count: output[$0], stride: strides[permutation[$0]])
      }
    ).copy(inputs[0], shape: output)
  }

  /// The cotangent in the old order.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let inverse = permutation.indices.sorted { permutation[$0] < permutation[$1] }
    return [Transpose(permutation: inverse).apply([cotangent])]
  }
}
