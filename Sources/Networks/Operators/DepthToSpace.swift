public import Tensors

/// Channels moved into square blocks of pixels (the pixel shuffle of Shi et al. 2016).
public struct DepthToSpace: ThinningOperator, AxisCopy {
  /// Which channel becomes row `b₁` and column `b₂` of a block of channel `c`, for `C′` channels
  /// in the output.
  public enum Order: Hashable, Sendable {
    /// `(b₁·blockSize + b₂)·C′ + c`, ONNX's `DCR`.
    case depthFirst
    /// `(c·blockSize + b₁)·blockSize + b₂`, ONNX's `CRD` and PyTorch's `PixelShuffle`.
    case columnRow
  }

  /// The side of a block.
  public let blockSize: Int
  /// How channels are assigned to the pixels of a block.
  public let order: Order

  /// A move into blocks of `blockSize × blockSize` pixels.
  public init(blockSize: Int, order: Order = .depthFirst) {
    self.blockSize = blockSize
    self.order = order
  }

  /// `[N, C / blockSize², H · blockSize, W · blockSize]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireOneImage(inputs)
    try requireCountable(inputs)
    let input = inputs[0]
    guard 1...1 << 30 ~= blockSize, input.channels % (blockSize * blockSize) == 0 else {
      throw ShapeError(
        self, inputs: inputs, expected: "a number of channels that is a multiple of \(blockSize)²")
    }
    let sides = [input[2], input[3]].map { $0.multipliedReportingOverflow(by: blockSize) }
    guard sides.allSatisfy({ !$0.overflow }) else {
      throw ShapeError(self, inputs: inputs, expected: "blocks smaller than \(blockSize)")
    }
    return try countable(
      [input.batch, input.channels / (blockSize * blockSize)] + sides.map(\.partialValue), inputs)
  }

  func copies(from input: Shape) -> (tables: AxisTables, output: Shape) {
    let (depth, extent) = (input.channels, input.extent)
    let channels = depth / (blockSize * blockSize)
    let (row, column, channel) =
      switch order {
      case .depthFirst: (blockSize * channels, channels, 1)
      case .columnRow: (blockSize, 1, blockSize * blockSize)
      }
    return (
      AxisTables([
        .init(count: input.batch, stride: depth * extent.area),
        .init(count: extent.height, stride: depth * extent.width),
        .init(count: blockSize, stride: row),
        .init(count: extent.width, stride: depth), .init(count: blockSize, stride: column),
        .init(count: channels, stride: channel),
      ]), [input.batch, channels, extent.height * blockSize, extent.width * blockSize]
    )
  }
}
