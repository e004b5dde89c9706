/// How far each pixel of a picture is from a set of pixels.
package enum DistanceTransform {
  /// The squared Euclidean distance of each pixel's centre to the nearest centre in `set`, exact,
  /// row-major; 0 in the set, `Int.max` where the set is empty.
  ///
  /// The lower envelope of parabolas along each row, after distances along each column
  /// (Meijster, Roerdink & Hesselink 2000).
  ///
  /// - Complexity: Linear in the number of pixels.
  package static func squaredDistances(to set: [Bool], width: Int, height: Int) -> [Int] {
    precondition(set.count == width * height)
    guard set.contains(true) else { return Array(repeating: .max, count: set.count) }
    // Farther than any pixel, and still harmless when squared.
    let far = width + height
    var distances = [Int](repeating: far, count: set.count)
    for row in 0..<height {
      for index in row * width..<(row + 1) * width {
        if set[index] {
          distances[index] = 0
        } else if row > 0 {
          distances[index] = min(far, distances[index - width] + 1)
        }
      }
    }
    for row in (0..<height - 1).reversed() {
      for index in row * width..<(row + 1) * width {
        distances[index] = min(distances[index], distances[index + width] + 1)
      }
    }
    var envelope = LowerEnvelope(width: width)
    for row in 0..<height {
      envelope.replace(&distances[row * width..<(row + 1) * width])
    }
    return distances
  }
}

/// The lower envelope of the parabolas `(x − i)² + g(i)²` along one row.
private struct LowerEnvelope {
  /// Where the parabolas of the envelope have their vertices, and from which column each is lowest.
  private var vertices: [Int]
  private var starts: [Int]
  private var squares: [Int]

  init(width: Int) {
    vertices = Array(repeating: 0, count: width)
    starts = vertices
    squares = vertices
  }

  /// Replaces the distances along columns, `g`, by squared distances in the plane.
  mutating func replace(_ row: inout ArraySlice<Int>) {
    let first = row.startIndex
    for column in 0..<row.count { squares[column] = row[first + column] * row[first + column] }
    func value(_ column: Int, _ vertex: Int) -> Int {
      (column - vertex) * (column - vertex) + squares[vertex]
    }
    var last = 0
    (vertices[0], starts[0]) = (0, 0)
    for column in 1..<max(1, row.count) {
      while last >= 0, value(starts[last], vertices[last]) > value(starts[last], column) {
        last -= 1
      }
      if last < 0 {
        last = 0
        (vertices[0], starts[0]) = (column, 0)
        continue
      }
      let vertex = vertices[last]
      // Rounded down: from the column after it, the new parabola is lower.
      let crossing =
        (column * column - vertex * vertex + squares[column] - squares[vertex])
        .flooredQuotient(by: 2 * (column - vertex))
      if crossing + 1 < row.count {
        last += 1
        (vertices[last], starts[last]) = (column, crossing + 1)
      }
    }
    for column in (0..<row.count).reversed() {
      row[first + column] = value(column, vertices[last])
      if column == starts[last], last > 0 { last -= 1 }
    }
  }
}

extension Int {
  fileprivate func flooredQuotient(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
