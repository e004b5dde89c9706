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
    precondition(confidence > 0 && confidence < 1)
    guard trials > 0 else { return nil }
    let n = Double(trials)
    let share = Double(successes) / n
    let z = -normalQuantile((1 - confidence) / 2)
    let shrinkage = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / shrinkage
    let halfWidth =
      z / shrinkage * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    // At the extremes the formula gives 0 and 1 but for rounding.
    return ConfidenceInterval(
      lower: successes == 0 ? 0 : centre - halfWidth,
      upper: successes == trials ? 1 : centre + halfWidth,
      confidence: confidence)
  }
}
