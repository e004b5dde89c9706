internal import Tensors

extension GrayImage {
  /// The picture with the pixels of `area` replaced by independent normal noise.
  func fillingWithNoise(_ area: [Bool], seed: UInt64) -> GrayImage {
    guard let moments = SampleMoments(of: self, outside: area),
      let lowest = samples.min(), let highest = samples.max()
    else { return replacing(area) { _ in black } }
    var generator = RandomGenerator(seed: seed)
    return replacing(area) { _ in
      let sample = Float(moments.mean + moments.deviation * generator.normal())
      return min(highest, max(lowest, sample))
    }
  }
}

/// Mean and standard deviation of the samples that stay.
struct SampleMoments {
  let mean: Double
  let deviation: Double

  /// The moments of the samples outside `area`; `nil` when there are none.
  init?(of image: GrayImage, outside area: [Bool]) {
    var count = 0.0
    var sum = 0.0
    for index in area.indices where !area[index] {
      count += 1
      sum += Double(image.samples[index])
    }
    guard count > 0 else { return nil }
    let mean = sum / count
    // In a second pass: the difference of two large sums would lose digits.
    var squares = 0.0
    for index in area.indices where !area[index] {
      let difference = Double(image.samples[index]) - mean
      squares += difference * difference
    }
    self.mean = mean
    deviation = (squares / count).squareRoot()
  }
}
