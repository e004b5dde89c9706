/// An upright rectangle of pixels.
package struct PixelBox: Sendable, Equatable {
  /// Its rows; not empty.
  package let rows: Range<Int>
  /// Its columns; not empty.
  package let columns: Range<Int>

  /// A box from its sides.
  ///
  /// - Precondition: Neither is empty.
  package init(rows: Range<Int>, columns: Range<Int>) {
    precondition(!rows.isEmpty && !columns.isEmpty)
    self.rows = rows
    self.columns = columns
  }

  /// The smallest box around the `true` pixels of a row-major area; `nil` if there are none.
  package init?(of area: [Bool], width: Int) {
    guard let first = area.firstIndex(of: true), let last = area.lastIndex(of: true) else {
      return nil
    }
    rows = first / width..<last / width + 1
    var (left, right) = (width, 0)
    for y in rows {
      let row = area[y * width..<(y + 1) * width]
      guard let start = row.firstIndex(of: true), let end = row.lastIndex(of: true) else {
        continue
      }
      left = min(left, start - y * width)
      right = max(right, end - y * width + 1)
    }
    columns = left..<right
  }

  /// The box with `margin` more pixels on each side, as far as a picture of `width` × `height` goes.
  package func grown(by margin: Int, width: Int, height: Int) -> PixelBox {
    PixelBox(
      rows: max(0, rows.lowerBound - margin)..<min(height, rows.upperBound + margin),
      columns: max(0, columns.lowerBound - margin)..<min(width, columns.upperBound + margin))
  }

  /// Marks the box in a row-major area.
  package func mark(in area: inout [Bool], width: Int) {
    for y in rows {
      for x in columns { area[y * width + x] = true }
    }
  }
}

extension GrayImage {
  /// What a box holds.
  package func part(_ box: PixelBox) -> GrayImage {
    GrayImage(
      width: box.columns.count, height: box.rows.count,
      samples: box.rows.flatMap {
        samples[$0 * width + box.columns.lowerBound..<$0 * width + box.columns.upperBound]
      },
      bitDepth: bitDepth)
  }
}
