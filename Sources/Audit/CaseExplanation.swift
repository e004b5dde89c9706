public import Attention
public import Imaging

/// A result with the pictures it came from.
public struct CaseExplanation: Sendable {
  /// The figures.
  public let result: CaseResult
  /// The radiograph in the tones that the model saw.
  public let image: GrayImage
  /// The map in the radiograph's pixels, raw, as the method defines it.
  public let map: PixelMap
  /// The lungs in the radiograph's pixels.
  public let mask: LungMask?
}
