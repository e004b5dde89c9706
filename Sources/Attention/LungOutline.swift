/// Where the lungs of a mask begin and end: as a whole, in each column, and on either side.
struct LungOutline {
  /// The rows and columns of the lungs' bounding box.
  let box: (rows: Range<Int>, columns: Range<Int>)
  /// The first column that counts as the image's right side.
  let midline: Int
  /// The row below the lowest lung of each column; 0 for a column without lung.
  private let ends: [Int]
  /// In each row, the columns between the lungs; empty where the row does not meet both.
  private let gaps: [Range<Int>]

  /// The outline; `nil` without any lung.
  init?(of mask: LungMask) {
    let connected = ConnectedRuns(of: mask.pixels, width: mask.width)
    let runs = connected.parts.joined()
    guard let top = runs.lazy.map(\.row).min(), let bottom = runs.lazy.map(\.row).max(),
      let first = runs.lazy.map(\.columns.lowerBound).min(),
      let end = runs.lazy.map(\.columns.upperBound).max()
    else { return nil }
    var counts = [Int](repeating: 0, count: mask.width)
    var ends = counts
    for run in runs {
      for x in run.columns {
        counts[x] += 1
        ends[x] = max(ends[x], run.row + 1)
      }
    }
    let isFull = runs.lazy.map(\.columns.count).reduce(0, +) == mask.pixels.count
    let isSingle = !isFull && connected.areOneLung
    let midline =
      isSingle
      ? Self.sideOfSingleLung(counts: counts) : Self.valley(of: counts, in: first..<end)
    // Where the right lung ends in each row, and the left one begins.
    var rightEnds = [Int?](repeating: nil, count: mask.height)
    var leftStarts = rightEnds
    for (row, columns) in runs.lazy.map({ ($0.row, $0.columns) }) where !isSingle {
      if columns.lowerBound < midline {
        rightEnds[row] = max(rightEnds[row] ?? 0, min(columns.upperBound, midline))
      }
      if columns.upperBound > midline {
        leftStarts[row] = min(leftStarts[row] ?? mask.width, max(columns.lowerBound, midline))
      }
    }
    gaps = zip(rightEnds, leftStarts).map { end, start in
      if let end, let start { end..<start } else { 0..<0 }
    }
    self.box = (top..<bottom + 1, first..<end)
    self.midline = midline
    self.ends = ends
  }

  /// The columns that lie between the lungs in row `y`.
  func between(inRow y: Int) -> Range<Int> {
    guard box.rows.contains(y) else { return 0..<0 }
    if !gaps[y].isEmpty { return gaps[y] }
    let third = box.columns.count / 3
    return (box.columns.lowerBound + third)..<(box.columns.upperBound - third)
  }

  /// Whether a pixel lies below the lungs, or below the lung of its column.
  func isBelow(x: Int, y: Int) -> Bool {
    y >= box.rows.upperBound || ends[x] > 0 && y >= ends[x]
  }

  /// The row below the uppermost quarter of the box.
  var shoulderLine: Int { box.rows.lowerBound + box.rows.count / 4 }

  /// The column in the middle third of the box with the least lung, of several the nearest to the
  /// middle.
  private static func valley(of counts: [Int], in columns: Range<Int>) -> Int {
    let middle = columns.lowerBound + columns.count / 2
    let start = columns.lowerBound + columns.count / 3
    let end = max(start + 1, columns.upperBound - columns.count / 3)
    return (start..<end).min {
      (counts[$0], abs($0 - middle)) < (counts[$1], abs($1 - middle))
    } ?? middle
  }

  /// The end of the image if the lung's centre lies on its left half, else 0.
  private static func sideOfSingleLung(counts: [Int]) -> Int {
    let moment = counts.enumerated().reduce(0) { $0 + (2 * $1.offset + 1) * $1.element }
    return moment <= counts.count * counts.reduce(0, +) ? counts.count : 0
  }
}
