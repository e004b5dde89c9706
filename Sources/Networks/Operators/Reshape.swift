public import Tensors

/// The same elements, in the same logical order, under other sizes.
public struct Reshape: ThinningOperator {
  /// The sizes; at most one is -1 and follows from the number of elements.
  public let sizes: [Int]

  /// A change of shape.
  public init(to sizes: [Int]) { self.sizes = sizes }

  /// The sizes, with -1 replaced.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireCountable(inputs)
    let known = try countable(sizes.filter { $0 != -1 }, inputs).count
    let count = inputs[0].count
    let fits: Bool =
      switch sizes.filter({ $0 == -1 }).count {
      case 0: known == count
      case 1: known > 0 && count % known == 0
      default: false
      }
    guard fits else {
      throw ShapeError(
        self, inputs: inputs, expected: "as many elements as a tensor of sizes \(sizes)")
    }
    return try countable(sizes.map { $0 == -1 ? count / known : $0 }, inputs)
  }

  /// The same elements.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let known = sizes.reduce(1) { $1 == -1 ? $0 : $0 * $1 }
    return reshape(
      inputs[0], to: Shape(sizes.map { $0 == -1 ? inputs[0].count / max(known, 1) : $0 }))
  }

  /// The cotangent in the input's shape.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [reshape(cotangent, to: inputs[0].shape)]
  }
}
