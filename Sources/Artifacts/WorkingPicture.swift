internal import Imaging
internal import Tensors

/// A radiograph in 256 tones, at the scale at which text is looked for.
///
/// The darkest tone of the picture is 0 and the brightest 255, so that 8 and 16 bits, and any
/// window of them, look alike.
struct WorkingPicture {
  let width: Int
  let height: Int
  /// Row-major, from the top left.
  let tones: [UInt8]

  /// The longest side; text needs no more, and the cost stays bounded.
  static let longestSide = 1024

  /// A picture with less of the full range than this is blank, and is not stretched further.
  private static let leastRange: Float = 8 / 255

  init(width: Int, height: Int, tones: [UInt8]) {
    self.width = width
    self.height = height
    self.tones = tones
  }

  /// The picture, made smaller where it is too large; never made larger.
  init(_ image: GrayImage) {
    let image = Self.reduced(image)
    width = image.width
    height = image.height
    tones = Self.stretched(image.samples)
  }

  /// The same picture with black and white exchanged.
  var negative: WorkingPicture {
    WorkingPicture(width: width, height: height, tones: tones.map { 255 - $0 })
  }

  /// The longer side.
  var length: Int { max(width, height) }

  private static func reduced(_ image: GrayImage) -> GrayImage {
    let scale = Double(longestSide) / Double(max(image.width, image.height))
    guard scale < 1 else { return image }
    func side(_ pixels: Int) -> Int { max(1, Int((Double(pixels) * scale).rounded())) }
    return image.resized(to: Extent(height: side(image.height), width: side(image.width)))
  }

  private static func stretched(_ samples: [Float]) -> [UInt8] {
    var (low, high) = (Float.infinity, -Float.infinity)
    for sample in samples where sample.isFinite {
      low = min(low, sample)
      high = max(high, sample)
    }
    guard low <= high else { return [UInt8](repeating: 0, count: samples.count) }
    let scale = 255 / max(high - low, leastRange)
    return samples.map { sample in
      sample.isFinite ? UInt8(min(255, max(0, (sample - low) * scale + 0.5))) : 0
    }
  }
}

extension WorkingPicture {
  /// Greatest less least tone of the 3 × 3 pixels around a pixel.
  func range(aroundX x: Int, y: Int) -> Double {
    var (low, high) = (UInt8.max, UInt8.min)
    for row in max(0, y - 1)...min(height - 1, y + 1) {
      for column in max(0, x - 1)...min(width - 1, x + 1) {
        let tone = tones[row * width + column]
        low = min(low, tone)
        high = max(high, tone)
      }
    }
    return Double(high - low)
  }
}
