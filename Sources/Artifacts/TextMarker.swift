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
}
