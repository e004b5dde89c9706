/// Where characters are looked for: the regions of the right size that stand out from a picture.
enum GlyphCandidates {
  /// Thresholds of the relief, each half as high again as the one before. A stroke is cut out
  /// well by the one that is nearest to half its contrast.
  private static let thresholds: [UInt8] = [15, 22, 33, 50, 75, 112, 168]
  /// The threshold before the first, to see how a region grows.
  private static let groundThreshold: UInt8 = 10
  /// The longer side of a character, in longer sides of the picture.
  private static let sizes = 0.009...0.20
  /// The longer side in pixels below which nothing can be read.
  private static let leastSize = 6

  /// The measures of all of them.
  static func measured(
    in picture: WorkingPicture
  ) -> [(region: RegionLevel.Region, measures: GlyphMeasures)] {
    let relief = StrokeRelief(picture)
    let histogram = ToneHistogram(picture.tones)
    let length = Double(picture.length)
    let least = max(leastSize, Int(sizes.lowerBound * length))
    let sizes = least...max(least, Int(sizes.upperBound * length))
    var candidates: [(region: RegionLevel.Region, measures: GlyphMeasures)] = []
    var ground = RegionAreas(
      of: relief.heights, width: picture.width, height: picture.height, above: groundThreshold)
    var below: RegionLevel?
    for threshold in thresholds {
      let level = RegionLevel(
        of: relief.heights, width: picture.width, height: picture.height, above: threshold,
        inside: below)
      let regions = level.runs { region in
        let (rows, columns) = (region.rows.count, region.columns.count)
        return sizes.contains(max(rows, columns)) && min(rows, columns) >= 2
          && region.area >= 10 && 10 * region.area >= rows * columns
      }
      for (region, runs) in regions {
        let (x, y) = region.first
        let measures = GlyphMeasures(
          region, runs: runs, of: level,
          grownArea: below?.region(x: x, y: y)?.area ?? ground.area(x: x, y: y), relief: relief,
          picture: picture, histogram: histogram)
        if let measures { candidates.append((region, measures)) }
      }
      below = level
    }
    return candidates
  }
}
