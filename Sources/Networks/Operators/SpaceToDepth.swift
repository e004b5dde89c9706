public import Tensors

/// Square blocks of pixels moved into the channels.
///
/// Channel `(b₁·blockSize + b₂)·C + c` of the output holds row `b₁` and column `b₂` of each block
/// of channel `c`, as in ONNX.
public struct SpaceToDepth: ThinningOperator, AxisCopy {
  /// The side of a block.
  public let blockSize: Int

  /// A move of blocks of `blockSize × blockSize` pixels.
  public init(blockSize: Int) { self.blockSize = blockSize }

  /// `[N, C · blockSize², H / blockSize, W / blockSize]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireOneImage(inputs)
    try requireCountable(inputs)
    let input = inputs[0]
    guard 1...1 << 30 ~= blockSize, input[2] % blockSize == 0, input[3] % blockSize == 0 else {
      throw ShapeError(
        self, inputs: inputs, expected: "height and width that are multiples of \(blockSize)")
    }
    let (channels, overflows) = input.channels.multipliedReportingOverflow(
      by: blockSize * blockSize)
    guard !overflows else {
      throw ShapeError(self, inputs: inputs, expected: "blocks smaller than \(blockSize)")
    }
    return try countable(
      [input.batch, channels, input[2] / blockSize, input[3] / blockSize], inputs)
  }

  func copies(from input: Shape) -> (tables: AxisTables, output: Shape) {
    let (channels, extent) = (input.channels, input.extent)
    let (rows, columns) = (extent.height / blockSize, extent.width / blockSize)
    let (pixel, row) = (channels, channels * extent.width)
    return (
      AxisTables([
        .init(count: input.batch, stride: channels * extent.area),
        .init(count: rows, stride: blockSize * row),
        .init(count: columns, stride: blockSize * pixel),
        .init(count: blockSize, stride: row), .init(count: blockSize, stride: pixel),
        .init(count: channels, stride: 1),
      ]), [input.batch, channels * blockSize * blockSize, rows, columns]
    )
  }
}
