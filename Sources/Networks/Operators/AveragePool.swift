public import Tensors

/// The mean of each window.
public struct AveragePool: ThinningOperator {
  /// Kernel, stride, padding and dilation.
  public let window: Window
  /// Whether padding counts as zeros in the mean, as PyTorch does by default.
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

  /// The means.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    PoolingKernel(input: inputs[0].shape, window: window).average(inputs[0], dividingBy: divisor)
  }

  /// The cotangent, spread evenly over each window.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let kernel = PoolingKernel(input: inputs[0].shape, window: window)
    return [kernel.averageGradient(cotangent, dividingBy: divisor)]
  }

  private var divisor: PoolingKernel.Divisor {
    countsPadding ? .constant(window.kernel.area) : .inputsRead
  }
}
