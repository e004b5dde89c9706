/// Something about a lung mask that a reader of its scores should know.
///
/// The raw values are stable: they are what tables hold in their column `warnings`.
public enum MaskFinding: String, Sendable, CaseIterable {
  /// Many samples are neither black nor white: perhaps not a mask but a picture.
  case grey = "grey-mask"
  /// The mask had another size than the radiograph and was resampled.
  case resized = "mask-resized"
  /// No pixel is lung.
  case empty = "empty-mask"
  /// Every pixel is lung.
  case full = "full-mask"
  /// Lung reaches the image's border, where it may be cut off.
  case touchesBorder = "mask-touches-border"
  /// There seems to be one lung only.
  case oneLung = "one-lung"
  /// The share of lung is outside ``LungMask/plausibleArea``.
  case implausibleArea = "implausible-lung-area"
}
