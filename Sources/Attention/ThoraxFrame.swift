public import Imaging

/// A square grid in which the lungs' bounding box of every image has the same place.
///
/// The box fills the middle ``boxSide`` × ``boxSide`` cells; around it lies a margin of 3/8 of the
/// box, which holds the whole image for most radiographs. Both axes are scaled by themselves.
public struct ThoraxFrame: Sendable {
  /// Cells along each side.
  public static let side = 56
  /// Cells along each side of the lungs' box.
  public static let boxSide = 32
  /// Cells between the frame's border and the lungs' box.
  public static let margin = (side - boxSide) / 2

  private let rows: AxisOverlap
  private let columns: AxisOverlap

  /// The frame of a mask; `nil` without any lung.
  public init?(of mask: LungMask) {
    guard let outline = LungOutline(of: mask) else { return nil }
    self.init(of: mask, outline: outline)
  }

  /// The frame of a mask whose outline is known.
  init(of mask: LungMask, outline: LungOutline) {
    rows = AxisOverlap(pixels: mask.height, box: outline.box.rows)
    columns = AxisOverlap(pixels: mask.width, box: outline.box.columns)
  }

  /// The share of the map's positive saliency in each cell, row-major; `nil` for a map without
  /// finite positive saliency. The sum is 1 less what lies beyond the frame.
  public func shares(of map: PixelMap) -> [Float]? {
    guard ValueRange(of: map.values).whyNoSaliency == nil else { return nil }
    let sums = sums(width: map.width) { Double(max(map.values[$0], 0)) }
    let total = map.values.reduce(0) { $0 + Double(max($1, 0)) }
    return total > 0 ? sums.map { Float($0 / total) } : nil
  }

  /// The share of each cell that is lung, row-major.
  public func coverage(of mask: LungMask) -> [Float] {
    let cell = rows.pixelsPerCell * columns.pixelsPerCell
    return sums(width: mask.width) { mask.pixels[$0] ? 1 : 0 }.map { Float(min(1, $0 / cell)) }
  }

  /// The sum over each cell; a pixel on the border of cells is shared by area.
  @inline(__always)
  private func sums(width: Int, _ value: (Int) -> Double) -> [Double] {
    var grid = [Double](repeating: 0, count: Self.side * Self.side)
    for (row, lines) in rows.cells.enumerated() {
      for (y, lineShare) in zip(lines.pixels, lines.shares) {
        for (column, cell) in columns.cells.enumerated() {
          var sum = 0.0
          for (x, share) in zip(cell.pixels, cell.shares) { sum += share * value(y * width + x) }
          grid[row * Self.side + column] += lineShare * sum
        }
      }
    }
    return grid
  }
}

/// How the pixels along one axis of an image are shared among the cells of the frame.
private struct AxisOverlap {
  /// The pixels that a cell reaches, and the share of each that lies in it.
  struct Cell {
    let pixels: Range<Int>
    let shares: [Double]
  }

  let cells: [Cell]
  let pixelsPerCell: Double

  init(pixels: Int, box: Range<Int>) {
    let scale = Double(ThoraxFrame.boxSide) / Double(box.count)
    pixelsPerCell = 1 / scale
    cells = (0..<ThoraxFrame.side).map { cell in
      func share(of pixel: Int) -> Double {
        let start = Double(pixel - box.lowerBound) * scale + Double(ThoraxFrame.margin)
        return (min(start + scale, Double(cell + 1)) - max(start, Double(cell))) / scale
      }
      // One more pixel at either end, which rounding may put on either side of the border.
      let first = Double(cell - ThoraxFrame.margin) / scale + Double(box.lowerBound)
      let reached = Int(first.rounded(.down)) - 1...Int((first + 1 / scale).rounded(.up)) + 1
      let shared = reached.clamped(to: 0...pixels - 1).filter {
        reached.contains($0) && share(of: $0) > 0
      }
      let range = (shared.first ?? 0)..<(shared.last.map { $0 + 1 } ?? 0)
      return Cell(pixels: range, shares: range.map(share))
    }
  }
}
