package import Imaging

extension NetworkView {
  /// The image in the tones of another: each tone becomes the one with the same rank in the donor
  /// (histogram matching).
  ///
  /// Ranks are taken outside the lungs of both, so that disease plays no part; the change is a
  /// tone curve, and nothing moves, appears or goes.
  ///
  /// - Returns: `nil` where one of the two shows nothing but lungs.
  package func tones(of donor: NetworkView) -> GrayImage? {
    let (own, other) = (background, donor.background)
    guard !own.isEmpty, !other.isEmpty else { return nil }
    let steps = 255
    let curve = (0...steps).map { step in
      other.value(atShare: own.share(below: Float(step) / Float(steps)))
    }
    var result = image
    for index in image.samples.indices where picture[index] {
      let position = max(0, min(1, image.samples[index])) * Float(steps)
      let lower = min(steps - 1, Int(position))
      result.samples[index] =
        curve[lower] + (position - Float(lower)) * (curve[lower + 1] - curve[lower])
    }
    return result
  }

  /// The tones outside the lungs, in ascending order.
  private var background: [Float] {
    image.samples.indices.filter { picture[$0] && anyLung?[$0] != true }
      .map { image.samples[$0] }.sorted()
  }
}

extension [Float] {
  /// The share of the sorted values that is lower; values that are equal count half.
  fileprivate func share(below tone: Float) -> Double {
    func place(_ isBefore: (Float) -> Bool) -> Int {
      var (start, end) = (0, count)
      while start < end {
        let middle = (start + end) / 2
        if isBefore(self[middle]) { start = middle + 1 } else { end = middle }
      }
      return start
    }
    return Double(place { $0 < tone } + place { $0 <= tone }) / Double(2 * count)
  }

  /// The sorted value that the share of all lies below.
  fileprivate func value(atShare share: Double) -> Float {
    let position = share * Double(count - 1)
    let lower = Int(position)
    let upper = Swift.min(count - 1, lower + 1)
    return self[lower] + Float(position - Double(lower)) * (self[upper] - self[lower])
  }
}
