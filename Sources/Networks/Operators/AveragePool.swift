public import Tensors

/// The mean of each window.
public struct AveragePool: PoolingOperator {
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
  public func apply(_ inputs: [Tensor]) -> Tensor { pooled(inputs) }

  var mode: PatchPooling.Mode { .mean(countsPadding: countsPadding) }

  /// The cotangent, spread evenly over each window.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [
      PoolingKernel(input: inputs[0].shape, window: window, countsPadding: countsPadding)
        .averageGradient(cotangent)
    ]
  }
}
