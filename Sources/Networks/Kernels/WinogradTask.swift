internal import CKernels
internal import Tensors

/// The tiles of a Winograd convolution over some patches, and where each reads and writes.
struct WinogradTask: Sendable {
  private let tile: WinogradTile
  private let window: Window
  private let input: Patches
  private let output: Patches
  private let residual: Patches?
  private let bounds: Epilogue
  /// The tiles of the map that touch each patch.
  private let grids: [Region]
  /// The first tile of each patch, and the number of all.
  private let starts: [Int]

  init(
    tile: WinogradTile, window: Window, input: Patches, output: Patches,
    residual: Patches?, bounds: Epilogue
  ) {
    self.tile = tile
    self.window = window
    self.input = input
    self.output = output
    self.residual = residual
    self.bounds = bounds
    let side = tile.rawValue
    func tiles(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound / side..<(range.upperBound + side - 1) / side
    }
    grids = output.regions.map {
      $0.isEmpty ? .empty : Region(rows: tiles($0.rows), columns: tiles($0.columns))
    }
    starts = grids.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.area) }
  }

  var tileCount: Int { starts[starts.count - 1] }

  /// The patch of a tile and the row and column of its first output.
  private func place(_ index: Int) -> (patch: Int, row: Int, column: Int) {
    var (low, high) = (0, grids.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    let grid = grids[low]
    let (row, column) = (index - starts[low]).quotientAndRemainder(
      dividingBy: grid.columns.count)
    return (
      low, (grid.rows.lowerBound + row) * tile.rawValue,
      (grid.columns.lowerBound + column) * tile.rawValue
    )
  }

  /// Transforms the inputs of a tile, one row of each product's matrix.
  func transformInput(
    _ index: Int, to matrices: UnsafeMutablePointer<Float>, matrixStride: Int
  ) {
    let (patch, row, column) = place(index)
    let (top, left) = (row - window.padding.top, column - window.padding.left)
    let side = tile.side
    let transform = tile == .four ? ck_winograd4_input : ck_winograd2_input
    let wanted = Region(rows: top..<top + side, columns: left..<left + side)
    let region = input.region(patch)
    let channels = input.channels
    if region.contains(wanted) {
      transform(
        input.pixel(patch, row: top, column: left), input.rowStride(patch), input.stride,
        channels, matrices, matrixStride)
      return
    }
    // A tile over the border reads zeros there.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: side * side * channels) { padded in
      guard let start = padded.baseAddress else { return }
      padded.initialize(repeating: 0)
      let columns = region.columns.clamped(to: wanted.columns)
      for y in region.rows.clamped(to: wanted.rows) {
        for x in columns {
          (start + ((y - top) * side + x - left) * channels).update(
            from: input.pixel(patch, row: y, column: x), count: channels)
        }
      }
      transform(start, side * channels, channels, channels, matrices, matrixStride)
    }
  }

  /// Transforms a tile's sums back and stores those that its patch wants.
  func transformOutput(
    _ index: Int, from matrices: UnsafePointer<Float>, matrixStride: Int,
    bias: UnsafePointer<Float>
  ) {
    let (patch, row, column) = place(index)
    let region = output.region(patch)
    func part(_ first: Int, _ range: Range<Int>) -> (Int, Int) {
      (max(range.lowerBound - first, 0), min(range.upperBound - first, tile.rawValue))
    }
    let (top, bottom) = part(row, region.rows)
    let (left, right) = part(column, region.columns)
    var epilogue = ck_epilogue(
      bias: bias,
      residual: residual.map { UnsafePointer($0.pixel(patch, row: row, column: column)) },
      residual_stride: residual?.stride ?? 0, low: bounds.lower, high: bounds.upper)
    let transform = tile == .four ? ck_winograd4_output : ck_winograd2_output
    transform(
      matrices, matrixStride, output.channels,
      ck_rectangle(top: top, bottom: bottom, left: left, right: right),
      output.pixel(patch, row: row, column: column), output.rowStride(patch), output.stride,
      residual?.rowStride(patch) ?? 0, &epilogue)
  }
}
