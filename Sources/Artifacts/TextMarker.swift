package import Imaging

/// Burnt-in text or a laterality symbol on a radiograph.
public struct TextMarker: Sendable, Equatable {
  /// Its rows, from the top of the picture.
  public let rows: Range<Int>
  /// Its columns, from the left.
  public let columns: Range<Int>
  /// How sure the detector is, `0...1`.
  public let confidence: Double

  /// A marker.
  ///
  /// - Precondition: Neither range is empty.
  public init(rows: Range<Int>, columns: Range<Int>, confidence: Double) {
    precondition(!rows.isEmpty && !columns.isEmpty)
    self.rows = rows
    self.columns = columns
    self.confidence = confidence
  }

  /// The box with a margin of an eighth of its shorter side, at least 2 pixels, for the soft and
  /// ringing edges of letters, on a picture of `width` × `height`.
  package func boxWithMargin(width: Int, height: Int) -> PixelBox {
    PixelBox(rows: rows, columns: columns)
      .grown(by: max(2, min(rows.count, columns.count) / 8), width: width, height: height)
  }
}

extension [TextMarker] {
  /// The pixels of the markers' boxes with their margins, row-major.
  package func area(width: Int, height: Int) -> [Bool] {
    reduce(into: [Bool](repeating: false, count: width * height)) { area, marker in
      marker.boxWithMargin(width: width, height: height).mark(in: &area, width: width)
    }
  }
}
