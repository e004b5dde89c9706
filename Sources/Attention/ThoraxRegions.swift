public import Imaging

/// Every pixel of a radiograph told to its ``ThoraxRegion``.
///
/// The rules, the first that holds:
/// 1. a pixel of the mask is right or left lung, on either side of the column in the middle third
///    of the lungs' box that has the least lung; a single lung is on the side of its own centre;
/// 2. within a sixth of both sides of the image, it is a corner;
/// 3. within a twentieth of the shorter side from a border, it is border;
/// 4. in a row of the box, between the two lungs, it is mediastinum; where a row does not meet
///    both, the middle third of the box counts as between;
/// 5. below the box, or below the lowest lung of its column, it is below the diaphragm;
/// 6. above the lower end of the box's uppermost quarter, it is shoulders;
/// 7. else it is chest wall.
///
/// The mask should not show the image's edge as lung; at the bottom, the dome of the liver between
/// the lungs' lowest ends counts as mediastinum, which has no border there that a mask would show.
public struct ThoraxRegions: Sendable {
  private let width: Int
  private let visible: (rows: Range<Int>, columns: Range<Int>)
  /// Row-major within the visible part.
  private let regions: [ThoraxRegion]

  /// The regions of the part of an image that the network saw; `nil` without any lung.
  ///
  /// - Complexity: Linear in the number of pixels.
  public init?(of mask: LungMask, visible: (rows: Range<Int>, columns: Range<Int>)) {
    guard let lungs = LungOutline(of: mask) else { return nil }
    self.init(of: mask, outline: lungs, visible: visible)
  }

  /// The regions around lungs whose outline is known.
  init(
    of mask: LungMask, outline lungs: LungOutline, visible: (rows: Range<Int>, columns: Range<Int>)
  ) {
    width = mask.width
    self.visible = visible
    let (rows, columns) = visible
    let corner = (x: columns.count / 6, y: rows.count / 6)
    let band = max(1, min(rows.count, columns.count) / 20)
    let inner = (x: columns.dropFirst(band).dropLast(band), y: rows.dropFirst(band).dropLast(band))
    var regions = [ThoraxRegion](
      repeating: .chestWall, count: rows.count * columns.count)
    // Whole spans of a row, from the last rule to the first.
    for y in rows {
      let start = (y - rows.lowerBound) * columns.count - columns.lowerBound
      func fill(_ span: Range<Int>, _ region: ThoraxRegion) {
        for x in span.clamped(to: columns) { regions[start + x] = region }
      }
      if y < lungs.shoulderLine { fill(columns, .shoulders) }
      for x in columns where lungs.isBelow(x: x, y: y) { regions[start + x] = .belowDiaphragm }
      fill(lungs.between(inRow: y), .mediastinum)
      if inner.y.contains(y) {
        fill(columns.lowerBound..<inner.x.lowerBound, .border)
        fill(inner.x.upperBound..<columns.upperBound, .border)
      } else {
        fill(columns, .border)
      }
      let isTop = y < rows.lowerBound + corner.y
      if isTop || y >= rows.upperBound - corner.y {
        fill(
          columns.upperBound - corner.x..<columns.upperBound,
          isTop ? .upperRightCorner : .lowerRightCorner)
        fill(
          columns.lowerBound..<columns.lowerBound + corner.x,
          isTop ? .upperLeftCorner : .lowerLeftCorner)
      }
      for run in ConnectedRuns.runs(in: mask.pixels[y * mask.width..<(y + 1) * mask.width]) {
        fill(run.lowerBound..<max(run.lowerBound, min(run.upperBound, lungs.midline)), .rightLung)
        fill(min(run.upperBound, max(run.lowerBound, lungs.midline))..<run.upperBound, .leftLung)
      }
    }
    self.regions = regions
  }

  /// The region of a pixel; `nil` where the network does not see it.
  public subscript(x: Int, y: Int) -> ThoraxRegion? {
    guard visible.rows.contains(y), visible.columns.contains(x) else { return nil }
    let place =
      (y - visible.rows.lowerBound) * visible.columns.count + x - visible.columns.lowerBound
    return regions[place]
  }

  /// Each region's share of the positive saliency and of the visible image, in the order of
  /// ``ThoraxRegion/allCases``; empty for a map without finite positive saliency.
  ///
  /// - Precondition: The map is as large as the mask.
  public func shares(of map: PixelMap) -> [RegionShare] {
    precondition(map.width == width)
    guard ValueRange(of: map.values).whyNoSaliency == nil else { return [] }
    var masses = [Double](repeating: 0, count: ThoraxRegion.allCases.count)
    var areas = [Int](repeating: 0, count: masses.count)
    for y in visible.rows {
      let start = (y - visible.rows.lowerBound) * visible.columns.count
      var x = 0
      // A row has few spans, each of one region.
      while x < visible.columns.count {
        let region = regions[start + x].place
        let first = x
        var mass = 0.0
        let pixels = y * width + visible.columns.lowerBound
        repeat {
          mass += Double(max(map.values[pixels + x], 0))
          x += 1
        } while x < visible.columns.count && regions[start + x].place == region
        masses[region] += mass
        areas[region] += x - first
      }
    }
    let total = masses.reduce(0, +)
    guard total > 0 else { return [] }
    return zip(ThoraxRegion.allCases, zip(masses, areas)).map { region, sums in
      RegionShare(
        region: region, saliency: sums.0 / total, area: Double(sums.1) / Double(regions.count))
    }
  }
}

extension ThoraxRegion {
  /// Its place in ``allCases``, without making that array for each pixel.
  fileprivate var place: Int {
    switch self {
    case .rightLung: 0
    case .leftLung: 1
    case .mediastinum: 2
    case .shoulders: 3
    case .belowDiaphragm: 4
    case .chestWall: 5
    case .upperLeftCorner: 6
    case .upperRightCorner: 7
    case .lowerLeftCorner: 8
    case .lowerRightCorner: 9
    case .border: 10
    }
  }
}
