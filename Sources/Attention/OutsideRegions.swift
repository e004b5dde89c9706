public import Artifacts
public import Imaging

/// Where the lungs of an image are, its markers and its frame: what tells places outside the lungs
/// apart.
public struct ImageAnatomy: Sendable {
  /// The lungs.
  public let lungs: LungMask
  /// Burnt-in text and the picture's frame.
  public let artifacts: PictureArtifacts
  /// The parts of the thorax.
  public let places: ThoraxRegions
  /// The grid in which the lungs of all images have the same place.
  public let frame: ThoraxFrame
  private let box: (rows: Range<Int>, columns: Range<Int>)
  /// From each pixel to the nearest lung, in squared pixels.
  private let squaredDistances: [Int]

  /// The anatomy of an image; `nil` without any lung.
  ///
  /// - Parameter visible: The part that the network sees.
  public init?(
    of lungs: LungMask, artifacts: PictureArtifacts,
    visible: (rows: Range<Int>, columns: Range<Int>)
  ) {
    guard let outline = LungOutline(of: lungs) else { return nil }
    self.lungs = lungs
    self.artifacts = artifacts
    places = ThoraxRegions(of: lungs, outline: outline, visible: visible)
    frame = ThoraxFrame(of: lungs, outline: outline)
    box = outline.box
    squaredDistances = DistanceTransform.squaredDistances(
      to: lungs.pixels, width: lungs.width, height: lungs.height)
  }
}

extension ImageAnatomy {
  /// Regions hold at least this share of the positive saliency.
  public static let leastShare = 0.02
  /// Pixels count as salient from this share of the map's maximum.
  public static let leastStrength: Float = 0.25

  /// The connected regions of high saliency outside the lungs, the largest share first.
  ///
  /// A pixel is salient from a quarter of the map's maximum, and outside the lungs if it is farther
  /// from them than `tolerance`. Regions with less than 2 % of the positive saliency are left out.
  ///
  /// A region is a marker if it covers at least half of one's box, else whatever holds half of its
  /// saliency: the picture's frame with `tolerance` around, or a part of the thorax.
  ///
  /// - Parameters:
  ///   - map: In the image's own pixels, signed and raw.
  ///   - tolerance: In original pixels: half a cell of the map's own grid, at least 2 % of the
  ///     image's shorter side, is what a map can tell.
  ///   - limit: How many regions at most.
  /// - Returns: Nothing for a map without finite positive saliency.
  public func outsideRegions(
    of map: PixelMap, tolerance: Double, limit: Int = 5
  ) -> [OutsideRegion] {
    precondition(map.extent == lungs.extent)
    let range = ValueRange(of: map.values)
    guard range.whyNoSaliency == nil else { return [] }
    let total = map.values.reduce(0) { $0 + Double(max($1, 0)) }
    let threshold = range.highest * Self.leastStrength
    let farEnough = Int((tolerance * tolerance).rounded())
    let salient = map.values.indices.map {
      map.values[$0] >= threshold && squaredDistances[$0] > farEnough
    }
    return ConnectedRuns(of: salient, width: map.width).parts
      .compactMap { region($0, of: map, total: total, highest: range.highest, within: tolerance) }
      .sorted { ($1.share, $0.peak.y, $0.peak.x) < ($0.share, $1.peak.y, $1.peak.x) }
      .prefix(limit).map { $0 }
  }

  private func region(
    _ runs: [ConnectedRuns.Run], of map: PixelMap, total: Double, highest: Float,
    within tolerance: Double
  ) -> OutsideRegion? {
    let picture = artifacts.border?.inner(by: Int(tolerance))
    var (sum, framed) = (0.0, 0.0)
    var sums = [Double](repeating: 0, count: OutsideRegionKind.allCases.count)
    var (strongest, peak) = (-Float.infinity, (x: 0, y: 0))
    for run in runs {
      for x in run.columns {
        let index = run.row * map.width + x
        let value = map.values[index]
        sum += Double(value)
        if let picture, !picture.rows.contains(run.row) || !picture.columns.contains(x) {
          framed += Double(value)
        }
        if let kind = places[x, run.row].flatMap(OutsideRegionKind.init) {
          sums[kind.place] += Double(value)
        }
        if value > strongest { (strongest, peak) = (value, (x, run.row)) }
      }
    }
    guard sum >= Self.leastShare * total, let first = runs.first, let last = runs.last else {
      return nil
    }
    let isMarker = artifacts.markers.contains {
      2 * $0.overlap(with: runs) >= $0.rows.count * $0.columns.count
    }
    let place = OutsideRegionKind.allCases.first { 2 * sums[$0.place] >= sum }
    return OutsideRegion(
      kind: isMarker ? .marker : 2 * framed >= sum ? .border : place ?? .other,
      rows: first.row..<last.row + 1,
      columns: (runs.map(\.columns.lowerBound).min() ?? 0)..<(runs.map(\.columns.upperBound).max()
        ?? 0),
      share: sum / total, peak: peak, strength: Double(strongest / highest),
      distance: Double(squaredDistances[peak.y * map.width + peak.x]).squareRoot(),
      place: (
        (Double(peak.x - box.columns.lowerBound) + 0.5) / Double(box.columns.count),
        (Double(peak.y - box.rows.lowerBound) + 0.5) / Double(box.rows.count)
      ), runs: runs)
  }
}

extension TextMarker {
  /// How many pixels of the box the runs cover.
  fileprivate func overlap(with runs: [ConnectedRuns.Run]) -> Int {
    runs.reduce(0) { sum, run in
      rows.contains(run.row) ? sum + run.columns.clamped(to: columns).count : sum
    }
  }
}

extension PictureBorder {
  /// The picture within the frame, less `width` pixels all around.
  fileprivate func inner(by width: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    func inner(_ range: Range<Int>) -> Range<Int> {
      range.count > 2 * width
        ? range.lowerBound + width..<range.upperBound - width
        : range.lowerBound..<range.lowerBound
    }
    return (inner(rows), inner(columns))
  }
}
