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
    let far = Int32(clamping: width + height)
    // Down and up again, by whole rows, whose columns do not depend on each other.
    var columns = set.map { $0 ? 0 : far }
    columns.withUnsafeMutableBufferPointer { columns in
      for index in width..<set.count {
        columns[index] = min(columns[index], columns[index - width] &+ 1)
      }
      for index in stride(from: set.count - width - 1, through: 0, by: -1) {
        columns[index] = min(columns[index], columns[index + width] &+ 1)
      }
    }
    return [Int](unsafeUninitializedCapacity: set.count) { distances, count in
      columns.withUnsafeBufferPointer { columns in
        withUnsafeTemporaryAllocation(of: Parabola.self, capacity: width) { envelope in
          for row in 0..<height {
            let pixels = row * width..<(row + 1) * width
            lowerEnvelope(
              of: UnsafeBufferPointer(rebasing: columns[pixels]), in: envelope,
              into: UnsafeMutableBufferPointer(rebasing: distances[pixels]))
          }
        }
      }
      count = set.count
    }
  }

  /// Along one row, the squared distances in the plane from `heights`, those along the columns.
  ///
  /// - Parameter envelope: Room for as many parabolas as there are columns.
  private static func lowerEnvelope(
    of heights: UnsafeBufferPointer<Int32>, in envelope: UnsafeMutableBufferPointer<Parabola>,
    into distances: UnsafeMutableBufferPointer<Int>
  ) {
    var last = -1
    for column in heights.indices {
      var new = Parabola(vertex: column, height: Int(heights[column]))
      while last >= 0, envelope[last].value(envelope[last].start) > new.value(envelope[last].start)
      {
        last -= 1
      }
      if last >= 0 { new.start = envelope[last].end(before: new) }
      if new.start < heights.count {
        last += 1
        envelope[last] = new
      }
    }
    var end = heights.count
    for parabola in envelope[...last].reversed() {
      for column in parabola.start..<end { distances[column] = parabola.value(column) }
      end = parabola.start
    }
  }
}

/// The parabola `(x − vertex)² + height²`.
private struct Parabola {
  private let vertex: Int
  private let square: Int
  /// The first column at which it is the lowest.
  var start = 0

  init(vertex: Int, height: Int) {
    self.vertex = vertex
    square = height &* height
  }

  // No picture has sides near 2³⁰, so nothing overflows.
  func value(_ column: Int) -> Int {
    let offset = column &- vertex
    return offset &* offset &+ square
  }

  /// The column from which `next` is lower, which has a vertex farther right and is not lower at
  /// ``start``.
  ///
  /// Floating-point numbers divide faster. Up to sides of 2²⁵ they hold the numbers exactly, and a
  /// quotient that is no integer is too far from the next one to be rounded to it.
  func end(before next: Parabola) -> Int {
    let rise = next.vertex &* next.vertex &- vertex &* vertex &+ next.square &- square
    return Int(Double(rise) / Double(2 &* (next.vertex &- vertex))) &+ 1
  }
}
