/// A connected region of high saliency outside the lungs.
public struct OutsideRegion: Sendable, Equatable {
  /// What it shows.
  public let kind: OutsideRegionKind
  /// Its rows in original pixels.
  public let rows: Range<Int>
  /// Its columns in original pixels.
  public let columns: Range<Int>
  /// Its share of the map's positive saliency, `0...1`.
  public let share: Double
  /// Its strongest pixel.
  public let peak: (x: Int, y: Int)
  /// Its strongest saliency in units of the map's maximum, `0...1`.
  public let strength: Double
  /// From its strongest pixel to the nearest lung, in original pixels.
  public let distance: Double
  /// Where its strongest pixel lies in units of the lungs' bounding box: (0, 0) is the box's upper
  /// left, (1, 1) its lower right.
  public let place: (u: Double, v: Double)
  /// Its pixels.
  let runs: [ConnectedRuns.Run]

  /// Equal when all parts are.
  public static func == (a: OutsideRegion, b: OutsideRegion) -> Bool {
    a.kind == b.kind && a.share == b.share && a.peak == b.peak && a.strength == b.strength
      && a.distance == b.distance && a.place == b.place && a.runs == b.runs
  }

  /// Its pixels in an image of that size, row-major.
  package func area(width: Int, height: Int) -> [Bool] {
    var area = [Bool](repeating: false, count: width * height)
    for run in runs {
      for column in run.columns { area[run.row * width + column] = true }
    }
    return area
  }
}
