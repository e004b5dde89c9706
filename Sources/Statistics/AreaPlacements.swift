/// Where each positive stands among the negatives and each negative among the positives: what the
/// variance of the area under the ROC curve is made of (DeLong, DeLong & Clarke-Pearson 1988).
struct AreaPlacements {
  /// For each positive, how many negatives it wins against, ties counting half.
  ///
  /// Counts and not shares: they are exact, so that equal ones are equal and vary by exactly 0.
  let wins: [Double]
  /// For each negative, how many positives win against it.
  let losses: [Double]

  /// The area under the curve.
  var area: Double { wins.reduce(0, +) / (Double(wins.count) * Double(losses.count)) }

  /// The placements by three rankings, of the positives, the negatives and all (Sun & Xu 2014),
  /// rather than by comparing each pair.
  ///
  /// - Returns: Undefined: `.notFinite` for NaN; `.tooFew` if there are no positives or no
  ///   negatives.
  /// - Complexity: O(*n* log *n*).
  static func of(
    _ positives: [Double], _ negatives: [Double]
  ) -> Result<AreaPlacements, UndefinedStatistic> {
    let pooled = positives + negatives
    guard !pooled.contains(where: \.isNaN) else { return .failure(.notFinite) }
    guard !positives.isEmpty, !negatives.isEmpty else { return .failure(.tooFew) }
    let ranks = Midranks(pooled).ranks
    let all = Double(positives.count)
    // A rank among all less one among their own counts the others below.
    return .success(
      AreaPlacements(
        wins: zip(ranks, Midranks(positives).ranks).map { $0 - $1 },
        losses: zip(ranks[positives.count...], Midranks(negatives).ranks)
          .map { all - ($0 - $1) }))
  }

  /// ``of(_:_:)`` of cases with their class: undefined is `.oneClass` if only one occurs.
  static func of(
    scores: [Double], positives: [Bool]
  ) -> Result<AreaPlacements, UndefinedStatistic> {
    precondition(scores.count == positives.count)
    var (positive, negative): ([Double], [Double]) = ([], [])
    for (score, isPositive) in zip(scores, positives) {
      if isPositive { positive.append(score) } else { negative.append(score) }
    }
    return of(positive, negative).mapError { $0 == .tooFew ? .oneClass : $0 }
  }

  /// DeLong's standard error of the area; `nil` with one case of a class.
  var standardError: Double? { Self.standardError(wins: wins, losses: losses) }

  /// The standard error of the first area less the second, of the same cases: Var₁ + Var₂ − 2·Cov
  /// in one step, and exactly 0 if the difference is the same for every case.
  func standardError(ofDifferenceTo other: AreaPlacements) -> Double? {
    Self.standardError(
      wins: zip(wins, other.wins).map { $0 - $1 },
      losses: zip(losses, other.losses).map { $0 - $1 })
  }

  private static func standardError(wins: [Double], losses: [Double]) -> Double? {
    guard let ofWins = variance(wins), let ofLosses = variance(losses) else { return nil }
    let (m, n) = (Double(wins.count), Double(losses.count))
    return (ofWins / n / (m * n) + ofLosses / m / (m * n)).squareRoot()
  }
}

/// The unbiased variance; exactly 0 for equal values, and `nil` for fewer than two.
private func variance(_ values: [Double]) -> Double? {
  guard values.count > 1 else { return nil }
  // Around the first value, not 0: rounding in the mean of equal values would look like variance.
  let offsets = values.map { $0 - values[0] }
  let mean = offsets.reduce(0, +) / Double(offsets.count)
  return offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(offsets.count - 1)
}
