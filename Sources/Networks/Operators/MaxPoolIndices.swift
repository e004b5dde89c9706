public import Tensors

/// Where the maxima of a ``MaxPool`` lie: the second output of ONNX's `MaxPool`.
///
/// An index counts the elements of the whole input `[N, C, H, W]` in logical order, and is exact
/// below 2²⁴. Among equal maxima it is the first; a window that reads no input has -1.
public struct MaxPoolIndices: ThinningOperator {
  /// Kernel, stride, padding and dilation.
  public let window: Window
  /// Whether a plane is counted column by column, as with ONNX's `storage_order` 1.
  public let countsColumnMajor: Bool

  /// The indices of a maximum pooling.
  public init(window: Window, countsColumnMajor: Bool = false) {
    self.window = window
    self.countsColumnMajor = countsColumnMajor
  }

  /// `[N, C, H′, W′]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try pooledShape(of: inputs, by: window)
  }

  /// The indices.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let shape = inputs[0].shape
    let (channels, extent) = (shape.channels, shape.extent)
    return PoolingKernel(input: shape, window: window).maximumIndices(inputs[0]) {
      [countsColumnMajor] sample, channel, row, column in
      (sample * channels + channel) * extent.area
        + (countsColumnMajor ? column * extent.height + row : row * extent.width + column)
    }
  }

  /// Zero: an index does not change with its input.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [Tensor(inputs[0].shape, repeating: 0)]
  }
}
