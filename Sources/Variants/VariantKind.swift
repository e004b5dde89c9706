/// What is left of a radiograph in a variant.
public enum VariantKind: String, Sendable, CaseIterable {
  /// The radiograph as it is.
  case full
  /// Everything but the lungs.
  case lungsRemoved = "lungs-removed"
  /// Nothing but the lungs.
  case lungsOnly = "lungs-only"
  /// Everything but the lungs' bounding box.
  case boxRemoved = "box-removed"
  /// Nothing but the lungs' bounding box.
  case boxOnly = "box-only"
  /// Everything but burnt-in text.
  case markerRemoved = "marker-removed"
  /// Everything but the picture's border.
  case borderRemoved = "border-removed"
}
