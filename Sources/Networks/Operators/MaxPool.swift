public import Tensors

/// The largest input in each window; padding is never the largest.
public struct MaxPool: PoolingOperator {
  /// Kernel, stride, padding and dilation.
  public let window: Window

  /// A maximum pooling.
  public init(window: Window) { self.window = window }

  /// `[N, C, H′, W′]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try pooledShape(of: inputs, by: window)
  }

  /// The maxima; `-∞` where a window lies in the padding.
  public func apply(_ inputs: [Tensor]) -> Tensor { pooled(inputs) }

  var mode: PatchPooling.Mode { .maximum }

  /// The cotangent, given to the first input that is the maximum.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [
      PoolingKernel(input: inputs[0].shape, window: window)
        .maximumGradient(cotangent, x: inputs[0], maximum: output)
    ]
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

extension Window {
  /// The shape that a window which fits makes of an image batch.
  func pooledShape(of input: Shape) -> Shape {
    let extent = outputExtent(for: input.extent) ?? .square(0)
    return [input.batch, input.channels, extent.height, extent.width]
  }
}
