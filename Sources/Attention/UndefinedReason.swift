/// Why a figure of lung attention has no value.
///
/// The raw values are stable: they are what tables hold in their column `status`.
public enum UndefinedReason: String, Sendable, CaseIterable {
  /// The map holds infinity or NaN.
  case nonFiniteMap = "non-finite-map"
  /// The map is zero everywhere.
  case blankMap = "blank-map"
  /// The map has negative but no positive values: nothing speaks for the target.
  case allNegative = "all-negative"
  /// There is no mask to compare with.
  case noMask = "no-mask"
  /// The mask has no lung.
  case emptyMask = "empty-mask"
  /// The mask is all lung, so that there is no outside.
  case fullMask = "full-mask"
  /// The map has the same positive value everywhere, so that it has no peak.
  case flatMap = "flat-map"
  /// All positive saliency lies inside the lungs, so that a ratio to the outside is infinite.
  case nothingOutside = "nothing-outside"
}
