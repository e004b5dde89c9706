/// The shape of a region in a window that it does not touch the sides of, unless they are the
/// picture's.
struct RegionShape {
  /// Pixels of the region beside one that is not, as places in the window.
  private(set) var outline: [Int] = []
  /// Sides of pixels between the region and the rest.
  private(set) var perimeter = 0
  /// Parts of the rest that the region encloses.
  private(set) var holes = 0
  /// Diameter of the greatest disc inside.
  private(set) var greatestWidth = 0.0
  /// Longer over shorter axis of the ellipse with the same second moments, at least 1.
  private(set) var elongation = 1.0

  /// - Parameter window: Row-major; true in the region, which is connected.
  init(_ window: [Bool], width: Int, height: Int) {
    func isInside(_ x: Int, _ y: Int) -> Bool {
      x >= 0 && y >= 0 && x < width && y < height && window[y * width + x]
    }
    var (sumX, sumY, sumXX, sumYY, sumXY, area) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    // Corners that turn outwards less those that turn inwards, in quarters of a turn: a region
    // whose pixels connect by corners has 1 − holes turns (Gray 1971).
    var quarters = 0
    for y in 0...height {
      for x in 0...width {
        let here = isInside(x, y)
        let (upperLeft, upper, left) = (
          isInside(x - 1, y - 1), isInside(x, y - 1), isInside(x - 1, y)
        )
        switch (upperLeft ? 1 : 0) + (upper ? 1 : 0) + (left ? 1 : 0) + (here ? 1 : 0) {
        case 1: quarters += 1
        case 3: quarters -= 1
        case 2 where upperLeft == here: quarters -= 2
        default: break
        }
        guard here else { continue }
        let (right, lower) = (isInside(x + 1, y), isInside(x, y + 1))
        let open = (left ? 0 : 1) + (right ? 0 : 1) + (upper ? 0 : 1) + (lower ? 0 : 1)
        perimeter += open
        if open > 0 { outline.append(y * width + x) }
        let (dx, dy) = (Double(x), Double(y))
        (sumX, sumY, area) = (sumX + dx, sumY + dy, area + 1)
        (sumXX, sumYY, sumXY) = (sumXX + dx * dx, sumYY + dy * dy, sumXY + dx * dy)
      }
    }
    holes = max(0, 1 - quarters / 4)
    guard area > 0 else { return }
    // A pixel's own extent keeps a line of one pixel's width finite.
    let xx = sumXX / area - sumX * sumX / (area * area) + 1.0 / 12
    let yy = sumYY / area - sumY * sumY / (area * area) + 1.0 / 12
    let xy = sumXY / area - sumX * sumY / (area * area)
    let mean = (xx + yy) / 2
    let difference = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
    elongation = ((mean + difference) / max(1.0 / 12, mean - difference)).squareRoot()
    let depth = ChamferDistance.from(window.map { !$0 }, width: width, height: height)
    let deepest = depth.lazy.filter { $0 < ChamferDistance.unreachable }.max() ?? 3
    greatestWidth = 2 * Double(deepest) / 3 - 1
  }
}
