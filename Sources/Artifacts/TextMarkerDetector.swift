public import Imaging

/// Finds burnt-in text on radiographs.
public struct TextMarkerDetector: Sendable {
  /// A detector.
  public init() {}

  /// The markers on a picture.
  public func markers(in image: GrayImage) -> [TextMarker] { [] }
}
