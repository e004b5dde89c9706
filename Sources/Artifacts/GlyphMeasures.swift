internal import Foundation

/// What tells a written character from anatomy and devices: its tone, edge, stroke and shape.
///
/// Lengths are in pixels of the working picture.
struct GlyphMeasures {
  /// Median tone inside less median tone of the surroundings, in 256 tones.
  var contrast = 0.0
  /// Spread of the tones inside (10th to 90th percentile), in contrasts.
  var unevenness = 0.0
  /// Spread of the surroundings (quartiles), in contrasts.
  var clutter = 0.0
  /// Range of the tones in 3 × 3 pixels at the outline, in contrasts: mean.
  var sharpness = 0.0
  /// Share of the outline where that range is at least 0.6 contrasts.
  var sharpShare = 0.0
  /// Natural logarithm of the region's growth when the threshold falls by a third.
  var growth = 0.0
  /// Share of the region that is left when the threshold rises by a half.
  var persistence = 0.0
  /// Area over half the outline's length: the mean width of the strokes.
  var strokeWidth = 0.0
  /// Greatest width over the mean width.
  var strokeBulge = 0.0
  /// Holes, such as the one of an R.
  var holes = 0.0
  /// Longer and shorter side of the box.
  var longSide = 0.0, shortSide = 0.0
  /// Share of the box that is covered.
  var extent = 0.0
  /// Longer over shorter axis of the ellipse with the same second moments.
  var elongation = 0.0
  /// Share of the picture's pixels darker than the region, and darker than its surroundings.
  var toneRank = 0.0, groundRank = 0.0
  /// Distances of the box's centre from the nearest side of the picture, from the nearer of left
  /// and right, and from the top, in shares of the side along which they are measured.
  var sideDistance = 0.0, lateralDistance = 0.0, topDistance = 0.0
}

extension GlyphMeasures {
  /// How far around a region its surroundings reach, in pixels.
  private static let reach = 5
  /// Its surroundings, in thirds of pixels: the outline's own blur is left out.
  private static let ring: ClosedRange<UInt16> = 6...13

  /// Measures a region of a relief above `picture`.
  ///
  /// - Parameter grownArea: The area of the region that holds it above a threshold a third lower.
  /// - Returns: `nil` for a region that is not above its surroundings.
  init?(
    _ region: RegionLevel.Region, runs: [Run], of level: RegionLevel, grownArea: Int,
    relief: StrokeRelief, picture: WorkingPicture, histogram: ToneHistogram
  ) {
    let width = picture.width
    let columns =
      max(
        0, region.columns.lowerBound - Self.reach)..<min(
        width, region.columns.upperBound + Self.reach)
    let rows =
      max(
        0, region.rows.lowerBound - Self.reach)..<min(
        picture.height, region.rows.upperBound + Self.reach)
    var window = [Bool](repeating: false, count: columns.count * rows.count)
    for run in runs {
      let start = (run.row - rows.lowerBound) * columns.count - columns.lowerBound
      for x in run.start..<run.end { window[start + x] = true }
    }
    let shape = RegionShape(window, width: columns.count, height: rows.count)
    let outside = ChamferDistance.from(window, width: columns.count, height: rows.count)

    var inside = ToneHistogram()
    var around = ToneHistogram()
    var kept = 0
    let high = level.threshold &+ level.threshold / 2
    for y in rows {
      for x in columns {
        let place = (y - rows.lowerBound) * columns.count + x - columns.lowerBound
        let pixel = y * width + x
        if window[place] {
          inside.add(picture.tones[pixel])
          if relief.heights[pixel] > high { kept += 1 }
        } else if Self.ring.contains(outside[place]) {
          around.add(picture.tones[pixel])
        }
      }
    }
    let tone = inside.quantile(0.5)
    let ground = around.quantile(0.5)
    guard around.total > 0, tone > ground else { return nil }
    contrast = Double(tone - ground)
    unevenness = Double(inside.quantile(0.9) - inside.quantile(0.1)) / contrast
    clutter = Double(around.quantile(0.75) - around.quantile(0.25)) / contrast
    var sum = 0.0
    var sharp = 0
    for place in shape.outline {
      let x = columns.lowerBound + place % columns.count
      let y = rows.lowerBound + place / columns.count
      let range = picture.range(aroundX: x, y: y) / contrast
      sum += min(1.5, range)
      if range >= 0.6 { sharp += 1 }
    }
    let count = Double(max(1, shape.outline.count))
    sharpness = sum / count
    sharpShare = Double(sharp) / count
    let area = Double(region.area)
    growth = log(Double(grownArea) / area)
    persistence = Double(kept) / area
    strokeWidth = 2 * area / Double(shape.perimeter)
    strokeBulge = shape.greatestWidth / strokeWidth
    holes = Double(shape.holes)
    longSide = Double(max(region.rows.count, region.columns.count))
    shortSide = Double(min(region.rows.count, region.columns.count))
    extent = area / (longSide * shortSide)
    elongation = shape.elongation
    toneRank = histogram.rank(tone)
    groundRank = histogram.rank(ground)
    let x = Double(region.columns.lowerBound + region.columns.upperBound) / 2 / Double(width)
    let y = Double(region.rows.lowerBound + region.rows.upperBound) / 2 / Double(picture.height)
    lateralDistance = min(x, 1 - x)
    topDistance = y
    sideDistance = min(lateralDistance, y, 1 - y)
  }
}
