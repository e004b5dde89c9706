public import Diagnostics

/// Why a variant of a radiograph cannot be made.
///
/// It is never replaced by an unchanged or an empty picture.
public enum VariantError: Diagnosable, Equatable {
  /// The lungs are not known.
  case noMask(VariantKind)
  /// The mask has no lung.
  case emptyMask(VariantKind)
  /// What should be removed or kept, `lungs`, `box` or `markers`, is nothing once shrunk by
  /// `pixels`.
  case nothing(VariantKind, part: String, pixels: Int)
  /// What should be removed or kept is the whole picture, perhaps because it was grown by `pixels`.
  case everything(VariantKind, part: String, pixels: Int)

  /// What is wrong and what to do.
  public var diagnosis: Diagnosis {
    switch self {
    case .noMask(let kind):
      Diagnosis(
        "has no lung mask, so that there is no '\(kind.rawValue)'", expected: "a lung mask",
        remedy: "Name one in the column 'mask', or leave out this kind.")
    case .emptyMask(let kind):
      Diagnosis(
        "has an empty lung mask, so that there is no '\(kind.rawValue)'",
        expected: "lung in the mask", remedy: "Mend the mask, or leave out this kind.")
    case .nothing(let kind, let part, let pixels):
      Diagnosis(
        "has no '\(kind.rawValue)': shrunk by \(-pixels) pixels, nothing is left of the \(part)",
        remedy: "Shrink them less.")
    case .everything(let kind, let part, let pixels):
      Diagnosis(
        "has no '\(kind.rawValue)': the \(part)\(pixels > 0 ? ", grown by \(pixels) pixels," : "")"
          + " would be the whole picture",
        remedy: pixels > 0 ? "Grow them less, or mend the mask." : "Mend the mask.")
    }
  }
}
