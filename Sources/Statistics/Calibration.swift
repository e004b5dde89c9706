/// How well probabilities say how often something is so.
///
/// Weights say how often each case counts, as in a resample; without them each counts once.
public enum Calibration {
  /// Brier's score: the mean squared difference of probability and outcome, 0…1, lower is better
  /// (Brier 1950; scikit-learn's `brier_score_loss`).
  ///
  /// - Parameters:
  ///   - probabilities: Of the outcome, each in `0...1`.
  ///   - outcomes: Whether it came.
  /// - Returns: `nil` for no case, and for a probability that is NaN.
  public static func brierScore(
    probabilities: [Double], outcomes: [Bool], weights: [Double]? = nil
  ) -> Double? {
    precondition(probabilities.count == outcomes.count)
    var (sum, total) = (0.0, 0.0)
    for index in probabilities.indices {
      let weight = weights?[index] ?? 1
      let difference = probabilities[index] - (outcomes[index] ? 1 : 0)
      sum += weight * difference * difference
      total += weight
    }
    return total > 0 && !sum.isNaN ? sum / total : nil
  }

  /// The expected calibration error: the mean over bins of confidence, weighted by their cases, of
  /// the difference between the mean confidence and the share that is right (Naeini et al. 2015;
  /// Guo et al. 2017).
  ///
  /// The bins are of equal width and closed above, the first at both ends. The figure is never
  /// negative, so that it is above 0 by chance alone, the more so the fewer the cases.
  ///
  /// - Parameters:
  ///   - confidences: The probability of what was predicted, each in `0...1`.
  ///   - hits: Whether the prediction was right.
  /// - Returns: `nil` for no case, and for a confidence that is NaN.
  public static func expectedError(
    confidences: [Double], hits: [Bool], bins: Int = 15, weights: [Double]? = nil
  ) -> Double? {
    precondition(confidences.count == hits.count && bins > 0)
    guard !confidences.contains(where: \.isNaN) else { return nil }
    // A bin's weight times the difference of its means is the difference of its sums.
    var differences = [Double](repeating: 0, count: bins)
    var total = 0.0
    for index in confidences.indices {
      let weight = weights?[index] ?? 1
      let bin = min(max(Int((confidences[index] * Double(bins)).rounded(.up)) - 1, 0), bins - 1)
      differences[bin] += weight * (confidences[index] - (hits[index] ? 1 : 0))
      total += weight
    }
    return total > 0 ? differences.reduce(0) { $0 + abs($1) } / total : nil
  }
}
