/// A range that holds the true figure in the share `confidence` of repeated studies.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The lower end.
  public let lower: Double
  /// The upper end, at least `lower`.
  public let upper: Double
  /// The nominal coverage, between 0 and 1; 0.95 for a 95 % interval.
  public let confidence: Double

  /// An interval from its ends.
  public init(lower: Double, upper: Double, confidence: Double = 0.95) {
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  /// Whether the two intervals share any value.
  public func overlaps(_ other: ConfidenceInterval) -> Bool {
    lower <= other.upper && other.lower <= upper
  }
}
