/// Some rows and columns of an image or feature map.
public struct Region: Hashable, Sendable {
  /// The rows, from the top.
  public var rows: Range<Int>
  /// The columns, from the left.
  public var columns: Range<Int>

  /// The cells in both `rows` and `columns`.
  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// All cells of a map.
  public init(of extent: Extent) {
    self.init(rows: 0..<extent.height, columns: 0..<extent.width)
  }

  /// No cell.
  public static let empty = Region(rows: 0..<0, columns: 0..<0)

  /// Height and width.
  public var extent: Extent { Extent(height: rows.count, width: columns.count) }

  /// The number of cells.
  public var area: Int { rows.count * columns.count }

  /// Whether there is no cell.
  public var isEmpty: Bool { rows.isEmpty || columns.isEmpty }

  /// Whether every cell of `other` is also here.
  public func contains(_ other: Region) -> Bool {
    other.isEmpty
      || rows.lowerBound <= other.rows.lowerBound && other.rows.upperBound <= rows.upperBound
        && columns.lowerBound <= other.columns.lowerBound
        && other.columns.upperBound <= columns.upperBound
  }

  /// The smallest region with the cells of both.
  public func union(_ other: Region) -> Region {
    if isEmpty { return other }
    if other.isEmpty { return self }
    func hull(_ a: Range<Int>, _ b: Range<Int>) -> Range<Int> {
      min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound)
    }
    return Region(rows: hull(rows, other.rows), columns: hull(columns, other.columns))
  }
}
