public import Tensors

/// Means over shares of the image, as many as asked for whatever its size.
///
/// Output `i` of `n` averages rows `⌊i·H/n⌋ ..< ⌈(i+1)·H/n⌉`, as PyTorch's `AdaptiveAvgPool2d`.
public struct AdaptiveAveragePool: ThinningOperator {
  /// Height and width of the output.
  public let extent: Extent

  /// A pooling to `extent`.
  public init(to extent: Extent) { self.extent = extent }

  /// `[N, C, height, width]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireOneImage(inputs)
    try requireCountable(inputs)
    guard inputs[0].extent.area > 0 else {
      throw ShapeError(self, inputs: inputs, expected: "an image of at least one pixel")
    }
    return try countable(
      [inputs[0].batch, inputs[0].channels, extent.height, extent.width], inputs)
  }

  /// The means.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    PoolingKernel(input: inputs[0].shape, adaptingTo: extent)
      .average(inputs[0])
  }

  /// The cotangent, spread evenly over each share.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let kernel = PoolingKernel(input: inputs[0].shape, adaptingTo: extent)
    return [kernel.averageGradient(cotangent)]
  }
}

/// The mean of each channel over the whole image, `[N, C, 1, 1]`.
public struct GlobalAveragePool: ThinningOperator {
  private let pool = AdaptiveAveragePool(to: .square(1))

  /// A pooling to one pixel.
  public init() {}

  /// `[N, C, 1, 1]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    do throws(ShapeError) {
      return try pool.outputShape(for: inputs)
    } catch {
      throw ShapeError(self, inputs: inputs, expected: error.expected)
    }
  }

  /// The means.
  public func apply(_ inputs: [Tensor]) -> Tensor { pool.apply(inputs) }

  /// The cotangent divided by the number of pixels, at each of them.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    pool.pullback(cotangent, inputs: inputs, output: output, wanted: wanted)
  }
}
