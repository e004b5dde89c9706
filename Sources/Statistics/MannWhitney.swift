extension RankTest {
  /// The Mann–Whitney *U* test of whether one sample tends to larger values than another
  /// (Mann & Whitney 1947; also Wilcoxon's rank-sum test).
  ///
  /// The statistic is *U* of the first sample: the pairs in which its value is the larger, ties
  /// counting half. *U* / (m·n) is the area under the ROC curve.
  ///
  /// The switch is that of SciPy's `method="auto"`: exact without ties if either sample has at
  /// most 8 values; else the normal approximation with mean m·n/2, variance
  /// m·n/12 · (N + 1 − Σ(t³−t)/(N(N−1))) for N = m + n, and a continuity correction of ½.
  ///
  /// - Parameters:
  ///   - first: m independent values. Infinities rank first and last.
  ///   - second: n more, independent of the first.
  /// - Returns: A `count` of m + n. If all values are equal, *p* = 1. Undefined: `.notFinite` for
  ///   NaN; `.tooFew` if a sample is empty.
  /// - Complexity: O(*N* log *N*); for the exact *p*, O(k²·*N*) with k ≤ 8 values in the smaller.
  public static func mannWhitney(
    _ first: [Double], _ second: [Double]
  ) -> Result<RankTest, UndefinedStatistic> {
    let pooled = first + second
    guard !pooled.contains(where: \.isNaN) else { return .failure(.notFinite) }
    guard !first.isEmpty, !second.isEmpty else { return .failure(.tooFew) }
    let (m, n) = (first.count, second.count)
    let midranks = Midranks(pooled)
    let statistic = pairsWon(rankSum: midranks.ranks[..<m].reduce(0, +), count: m)
    let smaller = min(statistic, Double(m) * Double(n) - statistic)
    let isExact = min(m, n) <= 8 && !midranks.hasTies
    return .success(
      RankTest(
        statistic: statistic,
        pValue: isExact
          ? exactTail(of: Int(smaller), min(m, n), max(m, n))
          : normalTail(of: smaller, m, n, midranks),
        count: m + n, isExact: isExact))
  }
}

/// Mann and Whitney's *U* from the rank sum of `count` values among all: how many pairs with the
/// others they win, ties counting half.
func pairsWon(rankSum: Double, count: Int) -> Double {
  rankSum - Double(count) * Double(count + 1) / 2
}

/// Twice the share of the orders of m and n values that give a *U* of at most `statistic`.
///
/// The orders that give *U* = u are the coefficient of qᵘ in the Gaussian binomial
/// ∏ᵢ (1 − qⁿ⁺ⁱ)/(1 − qⁱ), i = 1…m. Multiplied out factor by factor it costs O(m·u), where the
/// classic recurrence over m and n costs O(m·n·u).
private func exactTail(of statistic: Int, _ m: Int, _ n: Int) -> Double {
  var orders = [Double](repeating: 0, count: statistic + 1)
  orders[0] = 1
  var all = 1.0
  for i in 1...m {
    for u in stride(from: statistic, through: n + i, by: -1) { orders[u] -= orders[u - n - i] }
    for u in stride(from: i, through: statistic, by: 1) { orders[u] += orders[u - i] }
    all *= Double(n + i) / Double(i)
  }
  return min(1, 2 * orders.reduce(0, +) / all)
}

/// The normal approximation of ``exactTail(of:_:_:)``, corrected for ties and continuity.
private func normalTail(of statistic: Double, _ m: Int, _ n: Int, _ ranks: Midranks) -> Double {
  guard !ranks.isConstant else { return 1 }
  let pairs = Double(m) * Double(n)
  let all = Double(m + n)
  let variance = pairs / 12 * (all + 1 - ranks.tieTerm / (all * (all - 1)))
  return normalTwoSidedTail(max(0, pairs / 2 - statistic - 0.5) / variance.squareRoot())
}
