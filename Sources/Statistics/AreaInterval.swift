internal import Foundation

extension ConfidenceInterval {
  /// The interval of the area under the ROC curve by DeLong's variance (DeLong, DeLong &
  /// Clarke-Pearson 1988; fast algorithm of Sun & Xu 2014).
  ///
  /// It is taken on the logit scale, logit(area) ± z·s/(area·(1 − area)), so that it stays inside
  /// `0...1` and keeps its coverage near the ends (Qin & Hotilovac 2008); the plain area ± z·s
  /// does neither.
  ///
  /// Perfect separation, an area of 0 or 1, has s = 0, which would claim certainty. There the
  /// Wilson interval is given of as many successes as the smaller class has cases (Feng &
  /// Cliff 2004, for Cliff's δ of ±1).
  ///
  /// It takes the cases for independent; with several images of one patient, bootstrap
  /// ``ROC/area(scores:positives:)`` by patient instead.
  ///
  /// - Parameters:
  ///   - scores: One number per case; higher speaks for the positive class. Infinities rank first and last.
  ///   - positives: Whether each case is positive.
  ///   - confidence: The nominal coverage, between 0 and 1.
  /// - Returns: Undefined: `.notFinite` for NaN; `.oneClass` unless both classes occur;
  ///   `.constant` if all scores are equal; `.tooFew` if a class has a single case and the classes
  ///   are not separate.
  /// - Complexity: O(*n* log *n*).
  public static func areaUnderROC(
    scores: [Double], positives: [Bool], confidence: Double = 0.95
  ) -> Result<ConfidenceInterval, UndefinedStatistic> {
    AreaPlacements.of(scores: scores, positives: positives).flatMap {
      $0.interval(confidence: confidence)
    }
  }
}

extension AreaPlacements {
  /// The interval of the area; see ``ConfidenceInterval/areaUnderROC(scores:positives:confidence:)``.
  func interval(confidence: Double) -> Result<ConfidenceInterval, UndefinedStatistic> {
    precondition(confidence > 0 && confidence < 1)
    let area = area
    guard area > 0, area < 1 else {
      let smaller = min(wins.count, losses.count)
      let separate = ConfidenceInterval.wilson(
        successes: area > 0 ? smaller : 0, of: smaller, confidence: confidence)
      return separate.map { .success($0) } ?? .failure(.tooFew)
    }
    guard let error = standardError else { return .failure(.tooFew) }
    // An area between 0 and 1 without variance: every pair is a tie.
    guard error > 0 else { return .failure(.constant) }
    let z = -normalQuantile((1 - confidence) / 2)
    let odds = area / (1 - area)
    let factor = exp(z * error / (area * (1 - area)))
    return .success(
      ConfidenceInterval(
        lower: 1 / (1 + factor / odds), upper: 1 / (1 + 1 / (odds * factor)),
        confidence: confidence))
  }
}
