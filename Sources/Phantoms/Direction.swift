import Foundation

/// An angle kept as its cosine and sine, which every pixel needs and no pixel should compute.
struct Direction: Sendable {
  let cosine: Double
  let sine: Double

  /// The direction of an angle in radians.
  init(angle: Double) {
    cosine = cos(angle)
    sine = sin(angle)
  }
}
