/// How the areas under the ROC curves of two scores of the same cases differ.
public struct AreaDifference: Sendable, Equatable {
  /// The area under the first curve.
  public let first: Double
  /// The area under the second curve.
  public let second: Double
  /// The interval of `first − second`, cut to `-1...1`.
  public let interval: ConfidenceInterval
  /// The difference in standard errors.
  public let z: Double
  /// The two-sided *p* of no difference, by the normal approximation.
  public let pValue: Double

  /// `first − second`.
  public var value: Double { first - second }

  /// DeLong's test of two correlated curves (DeLong, DeLong & Clarke-Pearson 1988; fast algorithm
  /// of Sun & Xu 2014).
  ///
  /// z = (A₁ − A₂)/s with s² = Var(A₁) + Var(A₂) − 2·Cov(A₁, A₂); the interval is the plain
  /// A₁ − A₂ ± z·s.
  ///
  /// - Parameters:
  ///   - first: One number per case; cases must be independent. Infinities rank first and last.
  ///   - second: Another number for each case, in the same order.
  ///   - positives: Whether each case is positive.
  ///   - confidence: The nominal coverage, between 0 and 1.
  /// - Returns: Undefined: `.notFinite` for NaN; `.oneClass` unless both classes occur; `.tooFew`
  ///   if a class has a single case; `.constant` if s = 0, as for the same order of the cases or
  ///   two perfect separations.
  /// - Complexity: O(*n* log *n*).
  public static func delong(
    _ first: [Double], _ second: [Double], positives: [Bool], confidence: Double = 0.95
  ) -> Result<AreaDifference, UndefinedStatistic> {
    precondition(confidence > 0 && confidence < 1)
    return AreaPlacements.of(scores: first, positives: positives).flatMap { first in
      AreaPlacements.of(scores: second, positives: positives).flatMap { second in
        guard let error = first.standardError(ofDifferenceTo: second) else {
          return .failure(.tooFew)
        }
        guard error > 0 else { return .failure(.constant) }
        let difference = first.area - second.area
        let halfWidth = -normalQuantile((1 - confidence) / 2) * error
        return .success(
          AreaDifference(
            first: first.area, second: second.area,
            interval: ConfidenceInterval(
              lower: max(-1, difference - halfWidth), upper: min(1, difference + halfWidth),
              confidence: confidence),
            z: difference / error, pValue: normalTwoSidedTail(difference / error)))
      }
    }
  }
}
