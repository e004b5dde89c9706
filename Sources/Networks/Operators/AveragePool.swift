public import Tensors

/// The mean of each window.
public struct AveragePool: ThinningOperator {
  /// Kernel, stride, padding and dilation.
  public let window: Window
  /// Whether padding counts as zeros in the mean, as PyTorch does by default; the part of a
  /// rounded-up window that hangs over the padding never counts.
  public let countsPadding: Bool

  /// An average pooling.
  public init(window: Window, countsPadding: Bool = true) {
    self.window = window
    self.countsPadding = countsPadding
  }

  /// `[N, C, H′, W′]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try pooledShape(of: inputs, by: window)
  }

  /// The means; 0 where a window lies in the padding.
  public func apply(_ inputs: [Tensor]) -> Tensor { kernel(inputs[0]).average(inputs[0]) }

  /// The cotangent, spread evenly over each window.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [kernel(inputs[0]).averageGradient(cotangent)]
  }

  private func kernel(_ input: Tensor) -> PoolingKernel {
    PoolingKernel(input: input.shape, window: window, countsPadding: countsPadding)
  }
}
