public import Artifacts
public import Attention
public import Imaging

/// A radiograph and where things lie on it.
public struct AnnotatedRadiograph: Sendable {
  /// The radiograph.
  public let image: GrayImage
  /// The lungs, if they are known.
  public let lungs: LungMask?
  /// Burnt-in text.
  public let markers: [TextMarker]
  /// The picture's border, if it has one.
  public let border: PictureBorder?

  /// A radiograph with what is known about it.
  ///
  /// - Throws: `MaskSizeError` for a mask of another size than the image.
  public init(
    _ image: GrayImage, lungs: LungMask?, markers: [TextMarker], border: PictureBorder?
  ) throws(MaskSizeError) {
    if let lungs, lungs.extent != image.extent {
      throw MaskSizeError(mask: lungs.extent, expected: image.extent, of: "radiograph")
    }
    self.image = image
    self.lungs = lungs
    self.markers = markers
    self.border = border
  }

  /// A radiograph whose markers and border are looked for, as far as `kinds` need them.
  ///
  /// - Throws: `MaskSizeError` for a mask of another size than the image.
  public init(
    detectingIn image: GrayImage, lungs: LungMask?, for kinds: [VariantKind] = VariantKind.allCases
  ) throws(MaskSizeError) {
    try self.init(
      image, lungs: lungs,
      markers: kinds.contains(.markerRemoved) ? TextMarkerDetector().markers(in: image) : [],
      border: kinds.contains(.borderRemoved) ? PictureBorder(of: image) : nil)
  }
}
