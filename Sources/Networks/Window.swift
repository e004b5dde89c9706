public import Tensors

/// A sliding window: which inputs each output of a convolution or pooling reads.
public struct Window: Hashable, Sendable {
  /// Taps in each direction, at least 1.
  public var kernel: Extent
  /// Steps between neighbouring outputs, at least 1.
  public var stride: Extent
  /// Cells added on each side.
  public var padding: Extent
  /// Distance between taps, at least 1.
  public var dilation: Extent

  /// A window; by default it moves one cell at a time, without padding or dilation.
  public init(
    kernel: Extent, stride: Extent = .square(1), padding: Extent = .square(0),
    dilation: Extent = .square(1)
  ) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// A window with the same measures in both directions.
  public static func square(
    _ kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1
  ) -> Window {
    Window(
      kernel: .square(kernel), stride: .square(stride), padding: .square(padding),
      dilation: .square(dilation))
  }

  /// The number of outputs in each direction, or `nil` when the window does not fit.
  ///
  /// `⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1`
  func outputExtent(for input: Extent) -> Extent? {
    func count(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) -> Int {
      let room = size + 2 * padding - dilation * (kernel - 1) - 1
      return room < 0 ? 0 : room / stride + 1
    }
    let extent = Extent(
      height: count(
        input.height, kernel.height, stride.height, padding.height, dilation.height),
      width: count(input.width, kernel.width, stride.width, padding.width, dilation.width))
    return extent.area > 0 ? extent : nil
  }

  /// The taps of the output at (`row`, `column`) that lie inside an input of extent `input`.
  func taps(
    row: Int, column: Int, in input: Extent
  ) -> (rows: Range<Int>, columns: Range<Int>) {
    func inside(
      _ origin: Int, _ size: Int, _ kernel: Int, _ dilation: Int
    ) -> Range<Int> {
      let first = origin >= 0 ? 0 : (-origin + dilation - 1) / dilation
      let end = origin >= size ? 0 : min(kernel, (size - 1 - origin) / dilation + 1)
      return min(first, end)..<end
    }
    return (
      inside(row * stride.height - padding.height, input.height, kernel.height, dilation.height),
      inside(column * stride.width - padding.width, input.width, kernel.width, dilation.width)
    )
  }

  /// Whether the window reads exactly the cell it writes.
  var isPointwise: Bool {
    kernel == .square(1) && stride == .square(1) && padding == .square(0)
  }
}
