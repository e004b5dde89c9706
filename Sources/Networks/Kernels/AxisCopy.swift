internal import Tensors

/// An operator that copies elements of its first input, as ``AxisTables`` say.
protocol AxisCopy: Operator {
  /// The copy for an input of an accepted shape, and the shape it makes.
  func copies(from input: Shape) -> (tables: AxisTables, output: Shape)
}

extension AxisCopy {
  /// The copied elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let (tables, output) = copies(from: inputs[0].shape)
    return tables.copy(inputs[0], shape: output)
  }

  /// The cotangent of each element, added to where it came from; none for other inputs.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let shape = inputs[0].shape
    let gradient = copies(from: shape).tables.adjoint(cotangent, shape: shape)
    return [gradient] + inputs.dropFirst().map { _ in nil }
  }
}
