/// The receiver operating characteristic: how well a score separates two classes.
package enum ROC {
  /// The area under the curve: the chance that a random positive scores above a random negative,
  /// ties counting half (the Mann–Whitney statistic divided by the number of pairs).
  ///
  /// - Parameters:
  ///   - scores: One number per case; higher speaks for the positive class.
  ///   - positives: Whether each case is positive.
  /// - Returns: `nil` unless both classes occur and no score is NaN.
  /// - Complexity: O(*n* log *n*).
  package static func area(scores: [Double], positives: [Bool]) -> Double? {
    precondition(scores.count == positives.count)
    guard !scores.contains(where: \.isNaN) else { return nil }
    let ascending = zip(scores, positives).sorted { $0.0 < $1.0 }
    var (negativesBelow, positivesSeen, wins) = (0, 0, 0.0)
    var rest = ascending[...]
    while let lowest = rest.first {
      let tied = rest.prefix { $0.0 == lowest.0 }
      let tiedPositives = tied.count(where: \.1)
      let tiedNegatives = tied.count - tiedPositives
      wins += Double(tiedPositives) * (Double(negativesBelow) + Double(tiedNegatives) / 2)
      negativesBelow += tiedNegatives
      positivesSeen += tiedPositives
      rest = rest[tied.endIndex...]
    }
    guard positivesSeen > 0, negativesBelow > 0 else { return nil }
    return wins / (Double(positivesSeen) * Double(negativesBelow))
  }
}
