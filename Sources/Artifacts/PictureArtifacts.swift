public import Imaging

/// What a radiograph shows besides the patient.
public struct PictureArtifacts: Sendable, Equatable {
  /// Burnt-in text.
  public let markers: [TextMarker]
  /// The picture's frame, if it has one.
  public let border: PictureBorder?

  /// What was found before.
  public init(markers: [TextMarker], border: PictureBorder?) {
    self.markers = markers
    self.border = border
  }

  /// What is found on a picture.
  public init(of image: GrayImage) {
    self.init(
      markers: TextMarkerDetector().markers(in: image), border: PictureBorder(of: image))
  }
}
