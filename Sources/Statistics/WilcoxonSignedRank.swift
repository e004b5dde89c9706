extension RankTest {
  /// Wilcoxon's signed-rank test of whether paired differences are symmetric about 0
  /// (Wilcoxon 1945).
  ///
  /// Zeros are left out (Wilcoxon's own rule, SciPy's `zero_method="wilcox"`); the rest is ranked
  /// by size. The statistic is the smaller of the rank sums W⁺ of the positive and W⁻ of the
  /// negative differences.
  ///
  /// The switch is that of SciPy's `method="auto"`: exact over all 2ⁿ signs for at most 50
  /// differences without ties or zeros, and for at most 13 with them; else the normal
  /// approximation with mean n(n+1)/4, variance n(n+1)(2n+1)/24 − Σ(t³−t)/48 and a continuity
  /// correction of ½ (SciPy's `correction=True`).
  ///
  /// - Parameter differences: One per pair; pairs must be independent. Infinite ones rank last.
  /// - Returns: A `count` of the differences that are not 0; one alone gives *p* = 1. Undefined:
  ///   `.notFinite` for NaN; `.tooFew` if no difference is left.
  /// - Complexity: O(*n* log *n*).
  public static func wilcoxon(differences: [Double]) -> Result<RankTest, UndefinedStatistic> {
    SignedRanks.of(differences).map { signed in
      let statistic = min(signed.positiveSum, signed.negativeSum)
      let isUntied = signed.count == differences.count && !signed.midranks.hasTies
      let isExact = differences.count <= (isUntied ? 50 : 13)
      return RankTest(
        statistic: statistic,
        pValue: isExact
          ? exactTail(of: statistic, ranks: signed.midranks.ranks)
          : normalTail(of: statistic, ranks: signed.midranks),
        count: signed.count, isExact: isExact)
    }
  }

  /// ``wilcoxon(differences:)`` of `first − second`, pair by pair.
  ///
  /// - Parameters:
  ///   - first: One value per pair.
  ///   - second: The partner of each, in the same order.
  /// - Returns: As for the differences. A pair of equal infinities is `.notFinite`.
  public static func wilcoxon(
    _ first: [Double], _ second: [Double]
  ) -> Result<RankTest, UndefinedStatistic> {
    precondition(first.count == second.count)
    return wilcoxon(differences: zip(first, second).map { $0 - $1 })
  }
}

/// Differences other than 0, ranked by size and summed by sign.
struct SignedRanks {
  let midranks: Midranks
  let positiveSum: Double
  let negativeSum: Double
  var count: Int { midranks.ranks.count }

  /// - Returns: Undefined: `.notFinite` for NaN; `.tooFew` if no difference is left.
  static func of(_ differences: [Double]) -> Result<SignedRanks, UndefinedStatistic> {
    guard !differences.contains(where: \.isNaN) else { return .failure(.notFinite) }
    let kept = differences.filter { $0 != 0 }
    guard !kept.isEmpty else { return .failure(.tooFew) }
    let midranks = Midranks(kept.map(\.magnitude))
    var (positive, negative) = (0.0, 0.0)
    for (difference, rank) in zip(kept, midranks.ranks) {
      if difference > 0 { positive += rank } else { negative += rank }
    }
    return .success(
      SignedRanks(midranks: midranks, positiveSum: positive, negativeSum: negative))
  }
}

/// Twice the share of the 2ⁿ choices of signs whose positive rank sum is at most `statistic`.
private func exactTail(of statistic: Double, ranks: [Double]) -> Double {
  // Twice a midrank is whole. Up to 2⁵⁰ choices, a Double counts them exactly.
  let limit = Int(2 * statistic)
  var choices = [Double](repeating: 0, count: limit + 1)
  choices[0] = 1
  for rank in ranks where Int(2 * rank) <= limit {
    let step = Int(2 * rank)
    for sum in stride(from: limit, through: step, by: -1) { choices[sum] += choices[sum - step] }
  }
  let all = ranks.reduce(1.0) { all, _ in 2 * all }
  return min(1, 2 * choices.reduce(0, +) / all)
}

/// The normal approximation of ``exactTail(of:ranks:)``, corrected for ties and continuity.
private func normalTail(of statistic: Double, ranks: Midranks) -> Double {
  let n = Double(ranks.ranks.count)
  let mean = n * (n + 1) / 4
  let variance = (n * (n + 1) * (2 * n + 1) - ranks.tieTerm / 2) / 24
  return normalTwoSidedTail(max(0, mean - statistic - 0.5) / variance.squareRoot())
}
