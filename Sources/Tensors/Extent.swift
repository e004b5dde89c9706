/// A height and a width, in pixels or grid cells.
public struct Extent: Hashable, Sendable {
  /// Rows.
  public var height: Int
  /// Columns.
  public var width: Int

  /// An extent of `height` rows and `width` columns.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The same number of rows and columns.
  public static func square(_ side: Int) -> Extent { Extent(height: side, width: side) }

  /// The number of cells.
  public var area: Int { height * width }
}

extension Extent: CustomStringConvertible {
  /// `width×height`, the order in which people state image sizes.
  public var description: String { "\(width)×\(height)" }
}
