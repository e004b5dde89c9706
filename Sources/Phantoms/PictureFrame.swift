/// Where points of the picture plane lie in pixels.
///
/// Positions are measured from the picture's centre in units of its short side, so anatomy keeps
/// its proportions in any format; pixel centres have whole coordinates.
struct PictureFrame: Sendable {
  let width: Int
  let height: Int
  var shortSide: Double { Double(min(width, height)) }

  /// The position of a pixel's centre.
  func position(column: Int, row: Int) -> (u: Double, v: Double) {
    (
      (Double(column) + 0.5 - Double(width) / 2) / shortSide,
      (Double(row) + 0.5 - Double(height) / 2) / shortSide
    )
  }

  /// The pixel coordinates of a position.
  func pixel(_ position: (u: Double, v: Double)) -> (x: Double, y: Double) {
    (
      position.u * shortSide + Double(width) / 2 - 0.5,
      position.v * shortSide + Double(height) / 2 - 0.5
    )
  }

  /// The picture's columns between two coordinates, or nil when there are none.
  func columns(from low: Double, to high: Double) -> ClosedRange<Int>? {
    Self.whole(from: low, to: high, below: width)
  }

  /// The picture's rows between two coordinates, or nil when there are none.
  func rows(from low: Double, to high: Double) -> ClosedRange<Int>? {
    Self.whole(from: low, to: high, below: height)
  }

  private static func whole(from low: Double, to high: Double, below limit: Int)
    -> ClosedRange<Int>?
  {
    let first = max(0, Int(low.rounded(.up)))
    let last = min(limit - 1, Int(high.rounded(.down)))
    return first <= last ? first...last : nil
  }
}
