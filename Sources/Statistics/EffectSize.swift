/// How large an effect is, apart from how certain it is.
public enum EffectSize {
  /// Cliff's δ: the chance that a value of the first sample is larger than one of the second, less
  /// the chance that it is smaller (Cliff 1993).
  ///
  /// δ = 2·U/(m·n) − 1 with Mann and Whitney's *U*: −1 if all of the first are smaller, 1 if all
  /// are larger. ``ConfidenceInterval/cliffsDelta(_:_:confidence:)`` is its interval.
  ///
  /// - Parameters:
  ///   - first: m values. Infinities rank first and last.
  ///   - second: n values.
  /// - Returns: Undefined: `.notFinite` for NaN; `.tooFew` if a sample is empty.
  /// - Complexity: O(*N* log *N*).
  public static func cliffsDelta(
    _ first: [Double], _ second: [Double]
  ) -> Result<Double, UndefinedStatistic> {
    AreaPlacements.of(first, second).map { 2 * $0.area - 1 }
  }

  /// The matched-pairs rank-biserial correlation, the effect size of Wilcoxon's signed-rank test
  /// (King & Minium 2003; Kerby 2014).
  ///
  /// (W⁺ − W⁻)/(W⁺ + W⁻) of the rank sums of ``RankTest/wilcoxon(differences:)``: −1 if all
  /// differences are negative, 1 if all are positive. Zeros are left out.
  ///
  /// - Parameter differences: One per pair. Infinite ones rank last.
  /// - Returns: Undefined: `.notFinite` for NaN; `.tooFew` if no difference is left.
  /// - Complexity: O(*n* log *n*).
  public static func rankBiserial(
    differences: [Double]
  ) -> Result<Double, UndefinedStatistic> {
    SignedRanks.of(differences).map {
      ($0.positiveSum - $0.negativeSum) / ($0.positiveSum + $0.negativeSum)
    }
  }
}

extension ConfidenceInterval {
  /// The interval of ``EffectSize/cliffsDelta(_:_:)``: that of the area under the ROC curve, since
  /// δ = 2·area − 1.
  ///
  /// - Parameters:
  ///   - first: Independent values.
  ///   - second: More, independent of the first.
  ///   - confidence: The nominal coverage, between 0 and 1.
  /// - Returns: Undefined as for ``areaUnderROC(scores:positives:confidence:)``; `.tooFew` also if
  ///   a sample is empty.
  /// - Complexity: O(*N* log *N*).
  public static func cliffsDelta(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> Result<ConfidenceInterval, UndefinedStatistic> {
    AreaPlacements.of(first, second).flatMap { $0.interval(confidence: confidence) }.map {
      ConfidenceInterval(
        lower: 2 * $0.lower - 1, upper: 2 * $0.upper - 1, confidence: confidence)
    }
  }
}
