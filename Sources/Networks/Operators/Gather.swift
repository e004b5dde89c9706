public import Tensors

/// Slices of one axis, chosen by constant indices.
public struct Gather: ThinningOperator {
  /// The axis that is indexed.
  public let axis: Int
  /// Indices along that axis, not negative; they may repeat.
  public let indices: [Int]
  /// The shape of `indices`, which takes the place of the axis; `[]` removes the axis.
  public let indexShape: [Int]

  /// A gathering, as NumPy's `take`.
  public init(axis: Int, indices: [Int], indexShape: [Int]) {
    self.axis = axis
    self.indices = indices
    self.indexShape = indexShape
  }

  /// The input's sizes with `indexShape` in the place of the axis.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireCountable(inputs)
    guard inputs[0].dimensions.indices.contains(axis) else {
      throw ShapeError(self, inputs: inputs, expected: "an input that has an axis \(axis)")
    }
    guard indices.allSatisfy({ 0..<inputs[0][axis] ~= $0 }) else {
      let largest = indices.max() ?? 0
      throw ShapeError(
        self, inputs: inputs,
        expected: "indices from 0 to less than \(inputs[0][axis]), not \(largest)")
    }
    guard try countable(indexShape, inputs).count == indices.count else {
      throw ShapeError(
        self, inputs: inputs, expected: "\(indices.count) indices, not a shape of \(indexShape)")
    }
    return try countable(replacingAxis(of: inputs[0], by: indexShape), inputs)
  }

  /// The chosen slices.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let (tables, list) = copies(from: inputs[0].shape)
    return reshape(
      tables.copy(inputs[0], shape: list),
      to: Shape(replacingAxis(of: inputs[0].shape, by: indexShape)))
  }

  /// The cotangents of each slice, added.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let (tables, list) = copies(from: inputs[0].shape)
    return [tables.adjoint(reshape(cotangent, to: list), shape: inputs[0].shape)]
  }

  /// The copy to a list of slices: one axis in the place of the axis.
  private func copies(from input: Shape) -> (tables: AxisTables, output: Shape) {
    let output = Shape(replacingAxis(of: input, by: [indices.count]))
    let tables = AxisTables(from: input, to: output) {
      ($0, $0 == axis ? indices : Array(0..<input[$0]))
    }
    return (tables, output)
  }

  private func replacingAxis(of shape: Shape, by sizes: [Int]) -> [Int] {
    shape.dimensions[..<axis] + sizes + shape.dimensions[(axis + 1)...]
  }
}
