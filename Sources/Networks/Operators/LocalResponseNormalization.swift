public import Tensors

/// Each value over a power of the squares around it along the channels (Krizhevsky et al. 2012).
///
/// `x / (bias + alpha / size · Σ x²)^beta`, with the sum over `size` channels: `⌊(size − 1) / 2⌋`
/// before, the channel itself and `⌈(size − 1) / 2⌉` after, as far as they exist.
public struct LocalResponseNormalization: Operator {
  /// The number of channels in a sum, at least 1.
  public let size: Int
  /// The factor of the mean square.
  public let alpha: Float
  /// The exponent.
  public let beta: Float
  /// What is added to the mean square.
  public let bias: Float

  /// A normalisation; the defaults are ONNX's.
  public init(size: Int, alpha: Float = 0.0001, beta: Float = 0.75, bias: Float = 1) {
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.bias = bias
  }

  /// The input's shape, `[N, C, …]`.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    guard inputs[0].rank >= 2 else {
      throw ShapeError(self, inputs: inputs, expected: "one input of shape [N, C, …]")
    }
    guard size > 0 else {
      throw ShapeError(self, inputs: inputs, expected: "sums of at least one channel, not \(size)")
    }
    try requireCountable(inputs)
    return inputs[0]
  }

  /// The normalised values.
  public func apply(_ inputs: [Tensor]) -> Tensor { kernel(inputs[0]).forward(inputs[0]) }

  /// The gradient through the value itself and through the sums that it is part of.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [kernel(inputs[0]).gradient(cotangent, x: inputs[0])]
  }

  private func kernel(_ input: Tensor) -> LocalResponseKernel {
    LocalResponseKernel(
      shape: input.shape, before: (size - 1) / 2, after: size / 2,
      factor: Double(alpha) / Double(size), beta: Double(beta), bias: Double(bias))
  }
}
