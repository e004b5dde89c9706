/// The receiver operating characteristic: how well a score separates two classes.
///
/// ``ConfidenceInterval/areaUnderROC(scores:positives:confidence:)`` is the interval of its area.
public enum ROC {
  /// The area under the curve: the chance that a random positive scores above a random negative,
  /// ties counting half (the Mann–Whitney statistic divided by the number of pairs).
  ///
  /// - Parameters:
  ///   - scores: One number per case; higher speaks for the positive class.
  ///   - positives: Whether each case is positive.
  /// - Returns: `nil` unless both classes occur and no score is NaN.
  /// - Complexity: O(*n* log *n*).
  public static func area(scores: [Double], positives: [Bool]) -> Double? {
    precondition(scores.count == positives.count)
    guard !scores.contains(where: \.isNaN) else { return nil }
    let count = positives.count(where: \.self)
    let pairs = Double(count) * Double(positives.count - count)
    guard pairs > 0 else { return nil }
    let rankSum = zip(Midranks(scores).ranks, positives).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
    return pairsWon(rankSum: rankSum, count: count) / pairs
  }
}
