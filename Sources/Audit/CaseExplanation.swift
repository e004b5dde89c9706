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

extension CaseExplanation {
  /// The map and the lungs in the common frame; `nil` without lungs or without saliency.
  public var framed: (saliency: [Float], lungs: [Float])? {
    guard let mask, let frame = ThoraxFrame(of: mask), let shares = frame.shares(of: map) else {
      return nil
    }
    return (shares, frame.coverage(of: mask))
  }
}
