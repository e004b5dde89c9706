internal import Tensors

/// What takes the place of pixels that are removed from a picture.
public enum Fill: String, Sendable, CaseIterable {
  /// Black: 0 up to 8 bits; above, where a network's tone window usually begins at the darkest
  /// sample, the picture's own minimum, so that the other tones stay what they were.
  case black
  /// The mean of the pixels that stay.
  case mean
  /// Noise with the mean and standard deviation of the pixels that stay, within the picture's own
  /// range.
  case noise
  /// The picture itself after a Gaussian blur with a standard deviation of a tenth of its shorter
  /// side: light and shade of the thorax remain, no structure does.
  case blur
  /// The smoothest continuation of the pixels that stay, without a seam: the harmonic function.
  case inpaint
}

extension GrayImage {
  /// The picture with the pixels of `area` replaced.
  ///
  /// Samples stay in `0...1`, those outside `area` unchanged. What is made of the pixels that stay
  /// (all fills but black and blur) is black when none does.
  ///
  /// - Parameters:
  ///   - area: Row-major, `true` where a pixel is replaced; as many flags as samples.
  ///   - seed: Of the noise.
  public func filling(_ area: [Bool], with fill: Fill, seed: UInt64 = 0) -> GrayImage {
    precondition(area.count == samples.count, "an area has a flag for each sample")
    switch fill {
    case .black: return replacing(area) { _ in black }
    case .mean:
      let mean = Float(SampleMoments(of: self, outside: area)?.mean ?? Double(black))
      return replacing(area) { _ in mean }
    case .noise: return fillingWithNoise(area, seed: seed)
    case .blur:
      let blurred = blurredBeyondRecognition()
      return replacing(area) { min(1, max(0, blurred.samples[$0])) }
    case .inpaint: return inpainting(area)
    }
  }

  /// The tone of a black pixel.
  var black: Float { bitDepth > 8 ? samples.min() ?? 0 : 0 }

  /// The picture with each sample of `area` replaced by what its index gives.
  package func replacing(_ area: [Bool], with sample: (Int) -> Float) -> GrayImage {
    var result = self
    for index in area.indices where area[index] { result.samples[index] = sample(index) }
    return result
  }

  /// A wide Gaussian, computed on a smaller picture, for nothing finer would survive it.
  private func blurredBeyondRecognition() -> GrayImage {
    let sigma = Double(min(width, height)) / 10
    let step = max(1, Int(sigma / 4))
    let small = Extent(height: (height + step - 1) / step, width: (width + step - 1) / step)
    return resized(to: small).blurred(sigma: sigma / Double(step)).resized(to: extent)
  }
}
