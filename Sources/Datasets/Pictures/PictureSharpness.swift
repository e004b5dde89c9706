package import Imaging

/// How much fine structure a picture has: the standard deviation of its Laplacian over that of its
/// tones (after Pech-Pacheco et al. 2000, who do not divide; so it does not depend on contrast).
///
/// Interpolated and denoised pictures have little, noise and sharpening filters make much.
package enum PictureSharpness {
  /// The sharpness in the picture's own pixels; `nil` for one tone or less than 3 × 3 pixels.
  package static func value(of image: GrayImage) -> Double? {
    let (width, height) = (image.width, image.height)
    guard width > 2, height > 2 else { return nil }
    let samples = image.samples
    var (tone, edge) = (Moments(), Moments())
    for y in 1..<height - 1 {
      for index in y * width + 1..<(y + 1) * width - 1 {
        let centre = samples[index]
        tone.add(Double(centre))
        edge.add(
          Double(
            samples[index - 1] + samples[index + 1] + samples[index - width]
              + samples[index + width] - 4 * centre))
      }
    }
    return tone.deviation > 1e-6 ? edge.deviation / tone.deviation : nil
  }

  private struct Moments {
    private var (count, sum, squares) = (0.0, 0.0, 0.0)

    mutating func add(_ value: Double) {
      count += 1
      sum += value
      squares += value * value
    }

    var deviation: Double { max(0, squares / count - (sum / count) * (sum / count)).squareRoot() }
  }
}
