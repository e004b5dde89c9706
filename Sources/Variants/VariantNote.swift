/// Why a variant equals its radiograph.
///
/// The raw values are stable: they are what manifests hold in their column `note`.
public enum VariantNote: String, Sendable {
  /// No marker was found that could be removed.
  case noMarker = "no-marker"
  /// No border was found that could be removed.
  case noBorder = "no-border"

  /// The note for a kind of which nothing was removed.
  init?(of kind: VariantKind) {
    switch kind {
    case .markerRemoved: self = .noMarker
    case .borderRemoved: self = .noBorder
    default: return nil
    }
  }
}
