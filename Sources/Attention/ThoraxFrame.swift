/// A square grid in which the lungs' bounding box of every image has the same place.
///
/// The box fills the middle ``boxSide`` × ``boxSide`` cells; around it lies a margin of 3/8 of the
/// box, which holds the whole image for most radiographs. Both axes are scaled by themselves.
public enum ThoraxFrame {
  /// Cells along each side.
  public static let side = 56
  /// Cells along each side of the lungs' box.
  public static let boxSide = 32
  /// Cells between the frame's border and the lungs' box.
  public static let margin = (side - boxSide) / 2
}
