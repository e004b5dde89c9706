public import Tensors

/// The input repeated along axes of size 1, by the rules of NumPy's broadcasting.
///
/// Inputs: a tensor and, when a size is the batch size, any tensor with that first axis.
public struct Expand: ThinningOperator {
  /// The sizes to broadcast with, aligned with the input's last axes; `nil` is the batch size.
  public let sizes: [Int?]

  /// A broadcast to `sizes`.
  public init(to sizes: [Int?]) { self.sizes = sizes }

  /// The common shape of the input and the sizes.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...2, inputs)
    try requireCountable(inputs)
    guard !sizes.contains(nil) || inputs.count == 2 && inputs[1].rank > 0 else {
      throw ShapeError(self, inputs: inputs, expected: "a second input with a batch axis")
    }
    guard let dimensions = broadcast(inputs) else {
      let sizes = sizes.map { $0.map(String.init) ?? "batch" }.joined(separator: ", ")
      throw ShapeError(
        self, inputs: inputs,
        expected: "sizes that are 1 or agree with [\(sizes)], counted from the last axis")
    }
    return try countable(dimensions, inputs)
  }

  /// The repeated elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let output = Shape(broadcast(inputs.map(\.shape)) ?? [])
    return tables(from: inputs[0].shape, to: output).copy(inputs[0], shape: output)
  }

  /// The cotangent summed over the repetitions; none for the second input.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let shape = inputs[0].shape
    let gradient = tables(from: shape, to: output.shape).adjoint(cotangent, shape: shape)
    return [gradient] + inputs.dropFirst().map { _ in nil }
  }

  /// The common sizes, or `nil` when some differ and neither is 1.
  private func broadcast(_ inputs: [Shape]) -> [Int]? {
    let target = sizes.map { $0 ?? inputs[1].batch }
    let rank = max(target.count, inputs[0].rank)
    var result: [Int] = []
    for axis in 0..<rank {
      let (own, other) = (axis + inputs[0].rank - rank, axis + target.count - rank)
      let size = own < 0 ? 1 : inputs[0][own]
      let wanted = other < 0 ? 1 : target[other]
      guard size == wanted || size == 1 || wanted == 1 else { return nil }
      result.append(size == 1 ? wanted : size)
    }
    return result
  }

  private func tables(from input: Shape, to output: Shape) -> AxisTables {
    AxisTables(from: input, to: output) { axis in
      let own = axis + input.rank - output.rank
      guard own >= 0, input[own] == output[axis] else { return nil }
      return (own, Array(0..<output[axis]))
    }
  }
}
