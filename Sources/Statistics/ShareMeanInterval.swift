extension ConfidenceInterval {
  /// The interval of the mean of independent proportions, from their Wilson intervals: MOVER, the
  /// method of variance estimates recovery (Zou & Donner 2008). For two proportions it is Newcombe's
  /// interval of their difference, with one of them turned round (Newcombe 1998, method 10).
  ///
  /// Like Wilson's it does not collapse to a point where all proportions are 0 or 1.
  ///
  /// - Parameters:
  ///   - proportions: Each with the share that succeeded, in `0...1`, and of how many independent
  ///     trials.
  ///   - confidence: The nominal coverage, between 0 and 1.
  /// - Returns: `nil` for no proportions, or where one has no trials.
  public static func wilson(
    ofMean proportions: [(share: Double, trials: Int)], confidence: Double = 0.95
  ) -> ConfidenceInterval? {
    let count = Double(proportions.count)
    var (mean, below, above) = (0.0, 0.0, 0.0)
    for (share, trials) in proportions {
      guard let interval = wilson(share: share, of: trials, confidence: confidence) else {
        return nil
      }
      mean += share / count
      below += (share - interval.lower) * (share - interval.lower)
      above += (interval.upper - share) * (interval.upper - share)
    }
    guard !proportions.isEmpty else { return nil }
    return ConfidenceInterval(
      lower: max(0, mean - below.squareRoot() / count),
      upper: min(1, mean + above.squareRoot() / count), confidence: confidence)
  }
}
