public import Imaging
internal import Tensors

extension LungMask {
  /// The mask that a picture holds, in the picture's own pixels.
  ///
  /// Lung is what reaches 0.5, half of white, except where the picture stores labels:
  /// - of just two tones the brighter is lung (0/1 and 0/255 files alike);
  /// - of up to 16 tones, all below 0.5, every tone but black is lung (labels 0, 1, 2 …);
  /// - a picture of a single tone is all lung unless it is black.
  public init(_ picture: GrayImage) {
    let threshold: Float
    if let tones = picture.tones(atMost: 16), tones.count <= 2 || tones[tones.count - 1] < 0.5 {
      // The lowest tone that is lung; a single tone is lung unless black.
      threshold = tones.first { $0 > (tones.count == 2 ? tones[0] : 0) } ?? .infinity
    } else {
      threshold = 0.5
    }
    self.init(
      width: picture.width, height: picture.height,
      pixels: picture.samples.map { $0 >= threshold })
  }

  /// The mask at another size, each pixel taken from the one under its centre.
  func resized(to extent: Extent) -> LungMask {
    let columns = (0..<extent.width).map { (2 * $0 + 1) * width / (2 * extent.width) }
    var resized: [Bool] = []
    resized.reserveCapacity(extent.area)
    for y in 0..<extent.height {
      let row = (2 * y + 1) * height / (2 * extent.height) * width
      for column in columns { resized.append(pixels[row + column]) }
    }
    return LungMask(width: extent.width, height: extent.height, pixels: resized)
  }
}

extension GrayImage {
  /// The distinct samples in ascending order, or `nil` if there are more than `limit`.
  fileprivate func tones(atMost limit: Int) -> [Float]? {
    var tones: [Float] = []
    var previous = Float.nan
    for sample in samples where sample != previous {
      previous = sample
      if tones.contains(sample) { continue }
      guard tones.count < limit else { return nil }
      tones.append(sample)
    }
    return tones.sorted()
  }

  /// Whether it could be a mask: two tones, or hardly any sample away from black and white.
  ///
  /// Smoothed edges and JPEG's ringing stay well below the twentieth that is allowed here.
  var isMostlyTwoTone: Bool {
    let grey = samples.count { 0.1 < $0 && $0 < 0.9 }
    return grey * 20 <= samples.count || tones(atMost: 2) != nil
  }
}
