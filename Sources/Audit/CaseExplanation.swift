public import Attention
public import Imaging
public import Probes

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
  /// The common frame around the lungs; `nil` without any lung.
  public let frame: ThoraxFrame?
  /// The regions of high saliency outside the lungs, the largest share first.
  public let outside: [ErasedRegion]
  /// What came of the causal probes; of an image's explanations by one model the first has them.
  public let probes: ImageProbes?
}

/// A region outside the lungs, and what erasing it does.
public struct ErasedRegion: Sendable, Equatable {
  /// The region.
  public let region: OutsideRegion
  /// What erasing it does to the class explained; `nil` without probes.
  public let effect: ProbeEffect?
}

extension CaseExplanation {
  /// The map in the common frame; `nil` without lungs or without saliency.
  public var framedSaliency: [Float]? { frame?.shares(of: map) }

  /// The lungs in the common frame; `nil` without lungs.
  public var framedLungs: [Float]? {
    if let mask, let frame { frame.coverage(of: mask) } else { nil }
  }
}
