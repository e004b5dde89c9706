public import Tensors

/// The largest input in each window; padding is never the largest.
public struct MaxPool: ThinningOperator {
  /// Kernel, stride, padding and dilation.
  public let window: Window

  /// A maximum pooling.
  public init(window: Window) { self.window = window }

  /// `[N, C, H′, W′]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try pooledShape(of: inputs, by: window)
  }

  /// The maxima; `-∞` where a window lies in the padding.
  public func apply(_ inputs: [Tensor]) -> Tensor { kernel(inputs[0]).maximum(inputs[0]) }

  /// The cotangent, given to the first input that is the maximum.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [kernel(inputs[0]).maximumGradient(cotangent, x: inputs[0], maximum: output)]
  }

  private func kernel(_ input: Tensor) -> PoolingKernel {
    PoolingKernel(input: input.shape, window: window)
  }
}

extension Operator {
  /// The shape that a sliding window makes of one image batch.
  func pooledShape(of inputs: [Shape], by window: Window) throws(ShapeError) -> Shape {
    try requireOneImage(inputs)
    let extent = try positions(of: window, on: inputs[0], inputs)
    return try countable(
      [inputs[0].batch, inputs[0].channels, extent.height, extent.width], inputs)
  }
}
