/// The version of this package, as in its change log.
public enum LungAttentionVersion {
  /// Semantic version.
  public static let current = "0.1.0"
}
