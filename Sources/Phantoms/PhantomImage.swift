public import Imaging

/// A phantom radiograph with everything that is known about it.
public struct PhantomImage: Sendable, Equatable {
  /// The radiograph; its samples are multiples of 1/255, so an 8-bit file keeps them exactly.
  public let image: GrayImage
  /// The lungs as drawn, row-major, one flag for each pixel.
  public let lungMask: [Bool]
  /// Every pixel that the burnt-in letters changed, row-major.
  public let markerMask: [Bool]
  /// The patient's number.
  public let patient: Int
  /// What the radiograph shows.
  public let label: PhantomLabel
  /// The name of the hospital whose look it has.
  public let source: String
}
