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
  private func sums(width: Int, _ value: (Int) -> Double) -> [Double] {
    var grid = [Double](repeating: 0, count: Self.side * Self.side)
    var line = [Double](repeating: 0, count: Self.side)
    for y in 0..<rows.parts.count where !rows.parts[y].isEmpty {
      for cell in 0..<Self.side { line[cell] = 0 }
      for x in 0..<columns.parts.count {
        for part in columns.parts[x] { line[part.cell] += part.share * value(y * width + x) }
      }
      for part in rows.parts[y] {
        for cell in 0..<Self.side { grid[part.cell * Self.side + cell] += part.share * line[cell] }
      }
    }
    return grid
  }
}

/// How the pixels along one axis of an image are shared among the cells of the frame.
private struct AxisOverlap {
  /// For each pixel, the cells it reaches and the share of the pixel in each.
  let parts: [[(cell: Int, share: Double)]]
  let pixelsPerCell: Double

  init(pixels: Int, box: Range<Int>) {
    let scale = Double(ThoraxFrame.boxSide) / Double(box.count)
    pixelsPerCell = 1 / scale
    parts = (0..<pixels).map { pixel in
      let start = Double(pixel - box.lowerBound) * scale + Double(ThoraxFrame.margin)
      let end = start + scale
      let first = max(0, Int(start.rounded(.down)))
      let last = min(ThoraxFrame.side - 1, Int(end.rounded(.down)))
      guard first <= last, end > 0 else { return [] }
      return (first...last).compactMap { cell in
        let overlap = min(end, Double(cell + 1)) - max(start, Double(cell))
        return overlap > 0 ? (cell, overlap / scale) : nil
      }
    }
  }
}
