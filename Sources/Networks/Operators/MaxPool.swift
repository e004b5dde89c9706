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

  /// The maxima.
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
    try requireAdvancing(window, inputs)
    guard window.padding.height * 2 <= window.kernel.height,
      window.padding.width * 2 <= window.kernel.width
    else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "padding of at most half the \(window.kernel) window, not \(window.padding)")
    }
    guard let extent = window.outputExtent(for: inputs[0].extent) else {
      throw ShapeError(
        self, inputs: inputs, expected: "an image in which the \(window.kernel) window fits")
    }
    return [inputs[0].batch, inputs[0].channels, extent.height, extent.width]
  }
}
