public import Imaging

/// The frame of a radiograph that shows nothing of the patient: collimation, letterbox, a drawn
/// border.
public struct PictureBorder: Sendable, Equatable {
  /// The rows between the upper and the lower border.
  public let rows: Range<Int>
  /// The columns between the left and the right border.
  public let columns: Range<Int>

  /// The border of a picture; `nil` where there is none.
  public init?(of image: GrayImage) { return nil }
}
