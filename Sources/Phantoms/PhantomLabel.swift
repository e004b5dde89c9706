/// What a phantom shows.
public enum PhantomLabel: String, Sendable, Hashable, CaseIterable, Codable {
  /// Lungs without disease.
  case normal
  /// Patchy, mostly low and peripheral opacities in both lungs.
  case covid
}
