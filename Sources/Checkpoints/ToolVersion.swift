/// The version of LungAttention, as checkpoints record it.
public enum ToolVersion {
  /// Semantic versioning: major.minor.patch.
  public static let current = "0.1.0"
}
