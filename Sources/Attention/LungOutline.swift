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
    var counts = [Int](repeating: 0, count: mask.width)
    var ends = counts
    var rows: Range<Int>?
    for y in 0..<mask.height {
      for x in 0..<mask.width where mask.pixels[y * mask.width + x] {
        counts[x] += 1
        ends[x] = y + 1
        rows = (rows?.lowerBound ?? y)..<(y + 1)
      }
    }
    guard let rows, let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    let columns = first..<(last + 1)
    let isSingle = mask.findings.contains(.oneLung)
    let midline =
      isSingle
      ? Self.sideOfSingleLung(counts: counts) : Self.valley(of: counts, in: columns)
    gaps = (0..<mask.height).map { y in
      guard !isSingle else { return 0..<0 }
      let row = mask.pixels[y * mask.width..<(y + 1) * mask.width]
      let start = row.startIndex
      guard let right = row[..<(start + midline)].lastIndex(of: true),
        let left = row[(start + midline)...].firstIndex(of: true)
      else { return 0..<0 }
      return (right + 1 - start)..<(left - start)
    }
    self.box = (rows, columns)
    self.midline = midline
    self.ends = ends
  }

  /// The lung that a pixel of the mask in column `x` belongs to.
  func side(ofColumn x: Int) -> ThoraxRegion { x < midline ? .rightLung : .leftLung }

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
