public import Imaging

/// The most salient pixel of a map.
public struct Peak: Sendable, Equatable {
  /// Its column, from the left.
  public private(set) var x: Int
  /// Its row, from the top.
  public private(set) var y: Int
  /// Its saliency, above zero.
  public let value: Float
  /// Whether it is lung; `nil` without a mask.
  public let isInLung: Bool?

  /// The peak of `map`, or `nil` where the map is uniform, not finite, or nowhere positive.
  public init?(of map: PixelMap, in mask: LungMask?) {
    let range = ValueRange(of: map.values)
    guard range.whyNoPeak == nil else { return nil }
    self.init(of: map, at: range.highest, in: mask)
  }

  /// The same peak in a picture that this one is cut from.
  func moved(x: Int, y: Int) -> Peak {
    var peak = self
    peak.x += x
    peak.y += y
    return peak
  }

  /// The peak of `map`, whose highest value is known.
  ///
  /// Upsampling at the border and occlusion windows make plateaus, so several pixels may share
  /// the highest value. Then the peak is lung if more than half of them are; of those on that
  /// side it is the pixel nearest to their centre, the first in reading order of several. Whether
  /// the peak is lung does not depend on the order of the pixels.
  init(of map: PixelMap, at highest: Float, in mask: LungMask?) {
    var tied = map.values.indices.filter { map.values[$0] == highest }
    var isInLung: Bool?
    if let mask {
      let inLung = tied.count { mask.pixels[$0] }
      let majority = 2 * inLung > tied.count
      tied.removeAll { mask.pixels[$0] != majority }
      isInLung = majority
    }

    let width = map.width
    let centre = (
      x: Double(tied.reduce(0) { $0 + $1 % width }) / Double(tied.count),
      y: Double(tied.reduce(0) { $0 + $1 / width }) / Double(tied.count)
    )
    func squaredDistance(_ index: Int) -> Double {
      let (dx, dy) = (Double(index % width) - centre.x, Double(index / width) - centre.y)
      return dx * dx + dy * dy
    }
    let index = tied.min { squaredDistance($0) < squaredDistance($1) } ?? 0
    (x, y) = (index % width, index / width)
    value = highest
    self.isInLung = isInLung
  }
}
