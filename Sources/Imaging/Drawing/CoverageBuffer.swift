/// The share of each pixel that a path covers, exactly.
///
/// Every edge adds the signed area between itself and the pixel's right side to the pixels it
/// crosses; sums along the rows then give coverage. (The accumulation of Raph Levien's font-rs;
/// no sampling, so no steps.)
struct CoverageBuffer {
  /// The frame in pixels of the picture.
  let left: Int
  let top: Int
  let width: Int
  let height: Int
  private let stride: Int
  private var cells: [Float]

  /// The coverage of `path` within a picture of `pictureWidth × pictureHeight` pixels, or `nil`
  /// when it lies outside.
  init?(_ path: Path, pictureWidth: Int, pictureHeight: Int) {
    guard let bounds = path.bounds,
      [bounds.x, bounds.y, bounds.maxX, bounds.maxY].allSatisfy(\.isFinite)
    else { return nil }
    func pixel(_ value: Double, upTo limit: Int) -> Int {
      Int(min(max(value, 0), Double(limit)))
    }
    left = pixel(bounds.x.rounded(.down), upTo: pictureWidth)
    top = pixel(bounds.y.rounded(.down), upTo: pictureHeight)
    width = pixel(bounds.maxX.rounded(.up), upTo: pictureWidth) - left
    height = pixel(bounds.maxY.rounded(.up), upTo: pictureHeight) - top
    guard width > 0, height > 0 else { return nil }
    stride = width + 2
    cells = [Float](repeating: 0, count: stride * height)
    for contour in path.contours {
      guard var previous = contour.last else { continue }
      for point in contour {
        addEdge(from: previous, to: point)
        previous = point
      }
    }
  }

  private mutating func addEdge(from start: Point, to end: Point) {
    guard start.y != end.y else { return }
    let origin = Point(x: Double(left), y: Double(top))
    let (upper, lower) =
      start.y < end.y ? (start - origin, end - origin) : (end - origin, start - origin)
    let direction: Double = start.y < end.y ? 1 : -1
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    let limit = Double(width)
    let firstRow = Int(max(upper.y, 0)), lastRow = Int(min(lower.y.rounded(.up), Double(height)))
    guard firstRow < lastRow else { return }
    for row in firstRow..<lastRow {
      let y0 = max(Double(row), upper.y), y1 = min(Double(row + 1), lower.y)
      guard y0 < y1 else { continue }
      // What lies left of the frame covers all of the row, what lies right of it nothing.
      let x0 = min(max(upper.x + slope * (y0 - upper.y), 0), limit)
      let x1 = min(max(upper.x + slope * (y1 - upper.y), 0), limit)
      addRow(row, from: min(x0, x1), to: max(x0, x1), height: (y1 - y0) * direction)
    }
  }

  /// Adds an edge that crosses `row` between the columns `x0` and `x1`.
  private mutating func addRow(_ row: Int, from x0: Double, to x1: Double, height: Double) {
    let first = Int(x0), last = Int(x1.rounded(.up))
    let base = row * stride + first
    if last <= first + 1 {
      let uncovered = (x0 + x1) / 2 - Double(first)
      cells[base] += Float(height * (1 - uncovered))
      cells[base + 1] += Float(height * uncovered)
      return
    }
    let perColumn = height / (x1 - x0)
    var covered = 0.0
    for column in first..<last {
      // Within a column the edge is a straight line: its area is the integral of what it has
      // climbed so far, minus what the columns before have passed on.
      let enter = max(x0, Double(column)), leave = min(x1, Double(column + 1))
      let climb = (leave - enter) * perColumn
      let area = climb * (Double(column + 1) - (enter + leave) / 2)
      cells[row * stride + column] += Float(area - covered)
      covered = area - climb
    }
    cells[row * stride + last] += Float(-covered)
  }

  /// Calls `body` with every pixel that is covered at all: column, row, share in `0...1`.
  func forEachCovered(_ body: (Int, Int, Float) -> Void) {
    for row in 0..<height {
      var sum: Float = 0
      for column in 0..<width {
        sum += cells[row * stride + column]
        let share = abs(sum)
        if share > 1 / 512 { body(left + column, top + row, min(share, 1)) }
      }
    }
  }
}
