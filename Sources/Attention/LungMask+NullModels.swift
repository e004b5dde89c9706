internal import Foundation
public import Imaging

extension LungMask {
  /// The share of the map's positive saliency that lies on the mask; `nil` where there is no
  /// finite positive saliency or no lung.
  ///
  /// The mask is stretched to the map, for it may be another patient's.
  public func share(ofSaliencyIn map: PixelMap) -> Double? {
    guard ValueRange(of: map.values).whyNoSaliency == nil, pixels.contains(true) else {
      return nil
    }
    let mass = SaliencyMass(of: map, in: extent == map.extent ? self : resized(to: map.extent))
    let total = mass.inside + mass.outside
    return total > 0 ? mass.inside / total : nil
  }

  /// The lung mass of a Gaussian in the middle of what the network saw, with a standard deviation
  /// of a quarter of its sides: the centre bias of photographs and of people who position
  /// patients (Judd, Durand & Torralba 2012).
  ///
  /// - Returns: `nil` without any lung.
  public func shareOfCentredGaussian(
    visible: (rows: Range<Int>, columns: Range<Int>)
  ) -> Double? {
    guard pixels.contains(true) else { return nil }
    let (down, across) = (bell(over: visible.rows), bell(over: visible.columns))
    let inside = zip(visible.rows, down).reduce(0) { sum, row in
      sum
        + row.1
        * zip(visible.columns, across).reduce(0) {
          pixels[row.0 * width + $1.0] ? $0 + $1.1 : $0
        }
    }
    // The sums are rounded in another order.
    return min(1, inside / (down.reduce(0, +) * across.reduce(0, +)))
  }

  private func bell(over range: Range<Int>) -> [Double] {
    (0..<range.count).map { place in
      let offset = (Double(place) + 0.5) / Double(range.count) - 0.5
      return exp(-8 * offset * offset)
    }
  }
}
