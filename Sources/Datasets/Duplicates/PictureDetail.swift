internal import Imaging

/// The fine structure of a small picture, by which copies are told from chests that look alike.
///
/// A 32 × 32 picture less its Gaussian blur (σ = 1), scaled to unit length: ribs, vessels and
/// letters remain, the shading that all chests share does not. On 328 radiographs the correlation
/// of two patients was at most 0.64 and that of two images of one patient at most 0.80; a copy that
/// was re-encoded, resized or changed in tone (gamma 0.8 to 1.25) had at least 0.97, and one cut by
/// 1 % on each side 0.91 in 19 of 20 cases.
package struct PictureDetail: Sendable {
  /// Row by row; of mean 0 and unit length.
  package let values: [Float]

  /// The detail of a row-major picture of 32 × 32 samples; `nil` for one without any.
  package init?(_ samples: [Float]) {
    let picture = GrayImage(
      width: PerceptualHash.side, height: PerceptualHash.side, samples: samples)
    var values = zip(samples, picture.blurred(sigma: 1).samples).map { $0 - $1 }
    let mean = values.reduce(0, +) / Float(values.count)
    for index in values.indices { values[index] -= mean }
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    // Less is the rounding of a picture of one tone.
    guard length > 1e-4 else { return nil }
    self.values = values.map { $0 / length }
  }

  /// The correlation of two details, −1…1.
  package func correlation(with other: PictureDetail) -> Double {
    var sum: Float = 0
    for index in values.indices { sum += values[index] * other.values[index] }
    return Double(min(1, max(-1, sum)))
  }
}
