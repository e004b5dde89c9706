import Imaging

/// The coloured pixels of a figure, before anything is drawn on them.
struct SaliencyPicture {
  let image: GrayImage
  let map: PixelMap
  let style: OverlayStyle
  /// The greatest finite value; `nil` where none is positive.
  let maximum: Float?

  init(image: GrayImage, map: PixelMap, style: OverlayStyle) {
    self.image = image
    self.map = map
    self.style = style
    let greatest = map.values.lazy.filter(\.isFinite).max() ?? 0
    maximum = greatest > 0 ? greatest : nil
  }

  /// The share of the maximum that a value of the map has, 0 where it is not positive.
  func strength(of value: Float) -> Float {
    guard let maximum else { return 0 }
    return value > 0 ? min(value / maximum, 1) : 0
  }

  /// The radiograph in grey, tones as they are.
  var radiograph: RGBImage { picture { tone, _ in (tone, tone, tone) } }

  /// The map's colours alone.
  var saliency: RGBImage {
    let colors = style.colorMap.colors
    return picture { _, level in (colors[level].red, colors[level].green, colors[level].blue) }
  }

  /// The radiograph with the map's colours over it, the more opaque the stronger.
  var blend: RGBImage {
    guard maximum != nil else { return radiograph }
    let colors = style.colorMap.colors
    let opacity = style.opacity > 0 ? Float(min(style.opacity, 1)) : 0
    // In 256ths. Weak saliency fades into the radiograph rather than darkening it.
    let mixtures = colors.enumerated().map { level, color in
      let share = UInt16(256 * opacity * Self.fading(Float(level) / 255) + 0.5)
      let channels = SIMD4(UInt16(color.red), UInt16(color.green), UInt16(color.blue), 0)
      return (color: channels &* share &+ 128, grayShare: 256 - share)
    }
    return picture { tone, level in
      // 255 × 256 + 128 at most.
      let mixed = (mixtures[level].color &+ UInt16(tone) &* mixtures[level].grayShare) &>> 8
      return (
        UInt8(truncatingIfNeeded: mixed.x), UInt8(truncatingIfNeeded: mixed.y),
        UInt8(truncatingIfNeeded: mixed.z)
      )
    }
  }

  /// How opaque a share of the maximum is: rises from 0 without a jump, full from 65 %.
  static func fading(_ strength: Float) -> Float {
    let t = min(strength / 0.65, 1)
    return t * t * (3 - 2 * t)
  }

  /// A picture from each pixel's tone and its share of the maximum, both 0…255.
  private func picture(_ color: (UInt8, Int) -> (UInt8, UInt8, UInt8)) -> RGBImage {
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * map.values.count) { pixels, count in
      for (sample, value) in zip(image.samples, map.values) {
        let tone = UInt8((sample > 0 ? min(sample, 1) : 0) * 255 + 0.5)
        (pixels[count], pixels[count + 1], pixels[count + 2]) =
          color(tone, Int(strength(of: value) * 255 + 0.5))
        count += 3
      }
    }
    return RGBImage(width: image.width, height: image.height, pixels: pixels)
  }
}

extension RGBImage {
  /// Every pixel as a square of `factor × factor`.
  func enlarged(by factor: Int) -> RGBImage {
    guard factor > 1 else { return self }
    var enlarged: [UInt8] = []
    enlarged.reserveCapacity(pixels.count * factor * factor)
    for y in 0..<height {
      var row: [UInt8] = []
      for x in 0..<width {
        let index = 3 * (y * width + x)
        for _ in 0..<factor { row += pixels[index..<index + 3] }
      }
      for _ in 0..<factor { enlarged += row }
    }
    return RGBImage(width: width * factor, height: height * factor, pixels: enlarged)
  }
}
