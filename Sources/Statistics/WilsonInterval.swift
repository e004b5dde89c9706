extension ConfidenceInterval {
  /// The Wilson score interval of a proportion (Wilson 1927), without continuity correction.
  ///
  /// It stays inside `0...1` and keeps its coverage for few trials and for proportions of 0 and 1,
  /// where the textbook interval collapses to a point.
  ///
  /// - Parameters:
  ///   - successes: How many of the trials succeeded, in `0...trials`.
  ///   - trials: How many independent trials there were.
  ///   - confidence: The nominal coverage, between 0 and 1.
  /// - Returns: `nil` for no trials.
  public static func wilson(
    successes: Int, of trials: Int, confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    precondition(trials >= 0 && (0...trials).contains(successes))
    return wilson(
      share: Double(successes) / Double(max(1, trials)), of: trials, confidence: confidence)
  }

  /// The same for a share in `0...1` that need not be a whole number of trials, such as a mean over
  /// patients.
  static func wilson(
    share: Double, of trials: Int, confidence: Double
  ) -> ConfidenceInterval? {
    precondition(trials >= 0 && (0...1).contains(share))
    precondition(confidence > 0 && confidence < 1)
    guard trials > 0 else { return nil }
    let n = Double(trials)
    let z = -normalQuantile((1 - confidence) / 2)
    let shrinkage = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / shrinkage
    let halfWidth =
      z / shrinkage * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // At the extremes the formula gives 0 and 1 but for rounding.
    return ConfidenceInterval(
      lower: share == 0 ? 0 : centre - halfWidth,
      upper: share == 1 ? 1 : centre + halfWidth,
      confidence: confidence)
  }
}
