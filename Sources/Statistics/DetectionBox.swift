/// An axis-aligned box, from its left and top edge up to its right and bottom edge.
public struct DetectionBox: Sendable, Hashable {
  /// The left edge.
  public let x0: Double
  /// The top edge.
  public let y0: Double
  /// The right edge, beyond `x0`.
  public let x1: Double
  /// The bottom edge, beyond `y0`.
  public let y1: Double

  /// A box from its edges.
  ///
  /// - Precondition: `x0 < x1` and `y0 < y1`.
  public init(x0: Double, y0: Double, x1: Double, y1: Double) {
    precondition(x0 < x1 && y0 < y1)
    (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
  }

  /// Its area, above 0.
  public var area: Double { (x1 - x0) * (y1 - y0) }

  /// The area of the intersection over that of the union (Jaccard 1912), `0...1`.
  public func overlap(with other: DetectionBox) -> Double {
    let width = min(x1, other.x1) - max(x0, other.x0)
    let height = min(y1, other.y1) - max(y0, other.y0)
    guard width > 0, height > 0 else { return 0 }
    let shared = width * height
    return shared / (area + other.area - shared)
  }
}
