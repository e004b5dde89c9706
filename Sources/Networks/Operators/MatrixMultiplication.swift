public import Tensors

/// Matrix products over the last two axes, as NumPy's `matmul`.
///
/// Inputs: `[…, R, K]` and `[…, K, C]`; the axes before them broadcast. A vector `[K]` counts as a
/// row on the left and as a column on the right, and its axis is missing in the output.
public struct MatrixMultiplication: Operator {
  /// A product.
  public init() {}

  /// `[…, R, C]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...2, inputs)
    guard let product = MatrixProductShape(inputs[0], inputs[1]) else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "matrices […, R, K] and […, K, C] whose other axes broadcast")
    }
    try requireAddressable(product.output, inputs)
    return product.output
  }

  /// The products.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let product = product(inputs)
    return multiplyStacks(
      inputs[0].reshaped(to: product.leftStack), by: inputs[1].reshaped(to: product.rightStack),
      pairs: product.pairs
    ).reshaped(to: product.output)
  }

  /// `g · bᵀ` and `aᵀ · g`, summed over the matrices that an input's matrix is repeated for.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let product = product(inputs)
    let pairs = product.pairs
    let (left, right) = (product.leftStack, product.rightStack)
    let g = cotangent.reshaped(to: [pairs.count, left[1], right[2]])
    let byLeft =
      wanted[0]
      ? multiplyStacks(
        g, by: inputs[1].reshaped(to: right),
        pairs: pairs.enumerated().map { ($0, $1.right) }, transposingRight: true) : nil
    let byRight =
      wanted[1]
      ? multiplyStacks(
        inputs[0].reshaped(to: left), by: g,
        pairs: pairs.enumerated().map { ($1.left, $0) }, transposingLeft: true) : nil
    return [
      byLeft.map { product.leftGradient($0).reshaped(to: inputs[0].shape) },
      byRight.map { product.rightGradient($0).reshaped(to: inputs[1].shape) },
    ]
  }

  private func product(_ inputs: [Tensor]) -> MatrixProductShape {
    guard let product = MatrixProductShape(inputs[0].shape, inputs[1].shape) else {
      preconditionFailure("shapes were not checked")
    }
    return product
  }
}
