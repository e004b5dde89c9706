public import Tensors

/// A sliding window: which inputs each output of a convolution or pooling reads.
public struct Window: Hashable, Sendable {
  /// Cells added around an image.
  public struct Padding: Hashable, Sendable {
    /// Rows above.
    public var top: Int
    /// Columns on the left.
    public var left: Int
    /// Rows below.
    public var bottom: Int
    /// Columns on the right.
    public var right: Int

    /// Padding that may differ from side to side.
    public init(top: Int, left: Int, bottom: Int, right: Int) {
      (self.top, self.left, self.bottom, self.right) = (top, left, bottom, right)
    }

    /// `symmetric.height` rows above and below, `symmetric.width` columns left and right.
    public init(_ symmetric: Extent) {
      self.init(
        top: symmetric.height, left: symmetric.width, bottom: symmetric.height,
        right: symmetric.width)
    }

    /// No padding.
    public static let zero = square(0)

    /// The same number of cells on each side.
    public static func square(_ cells: Int) -> Padding { Padding(.square(cells)) }
  }

  /// Taps in each direction, at least 1.
  public var kernel: Extent
  /// Steps between neighbouring outputs, at least 1.
  public var stride: Extent
  /// Cells added on each side, none negative.
  public var padding: Padding
  /// Distance between taps, at least 1.
  public var dilation: Extent
  /// Whether a last window that hangs over the padded image counts, as with `ceil_mode`.
  public var roundsUp: Bool

  /// A window; by default it moves one cell at a time, without padding or dilation.
  public init(
    kernel: Extent, stride: Extent = .square(1), padding: Padding = .zero,
    dilation: Extent = .square(1), roundsUp: Bool = false
  ) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.roundsUp = roundsUp
  }

  /// A window with the same measures in both directions.
  public static func square(
    _ kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1
  ) -> Window {
    Window(
      kernel: .square(kernel), stride: .square(stride), padding: .square(padding),
      dilation: .square(dilation))
  }

  /// The window's vertical measures.
  var rows: WindowAxis {
    WindowAxis(
      kernel: kernel.height, stride: stride.height, before: padding.top, after: padding.bottom,
      dilation: dilation.height, roundsUp: roundsUp)
  }

  /// The window's horizontal measures.
  var columns: WindowAxis {
    WindowAxis(
      kernel: kernel.width, stride: stride.width, before: padding.left, after: padding.right,
      dilation: dilation.width, roundsUp: roundsUp)
  }

  /// The number of outputs in each direction, or `nil` when the window does not fit.
  public func outputExtent(for input: Extent) -> Extent? {
    guard let height = rows.outputCount(for: input.height),
      let width = columns.outputCount(for: input.width)
    else { return nil }
    return Extent(height: height, width: width)
  }

  /// The outputs, of `output`, that read a cell of `input`.
  public func changed(_ input: Region, output: Extent) -> Region {
    input.isEmpty
      ? .empty
      : Region(
        rows: rows.outputs(reading: input.rows, of: output.height),
        columns: columns.outputs(reading: input.columns, of: output.width))
  }

  /// The cells of `input` that the outputs `region` read, and those between.
  public func needed(for region: Region, input: Extent) -> Region {
    region.isEmpty
      ? .empty
      : Region(
        rows: rows.inputs(readBy: region.rows, of: input.height),
        columns: columns.inputs(readBy: region.columns, of: input.width))
  }

  /// Whether the window reads exactly the cell it writes.
  var isPointwise: Bool {
    kernel == .square(1) && stride == .square(1) && padding == .zero
  }
}
