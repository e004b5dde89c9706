extension RankTest {
  /// Spearman's test of whether two figures rise and fall together (Spearman 1904).
  ///
  /// The statistic is ρ, the correlation of the ranks, equal values sharing the mean of theirs:
  /// −1 for opposite orders, 1 for the same order.
  ///
  /// The *p* is that of Student's *t* = ρ·√((n−2)/(1−ρ²)) with n − 2 degrees of freedom, as in
  /// SciPy. For ρ = ±1 that would be 0 however few the pairs; there the exact *p* is given, twice
  /// the share ∏t!/n! of the n! orders, with groups of *t* equal values.
  ///
  /// - Parameters:
  ///   - first: One value per pair; pairs must be independent. Infinities rank first and last.
  ///   - second: The partner of each, in the same order.
  /// - Returns: A `count` of the pairs. Undefined: `.notFinite` for NaN; `.tooFew` for fewer than
  ///   two pairs; `.constant` if all values of either are equal.
  /// - Complexity: O(*n* log *n*).
  public static func spearman(
    _ first: [Double], _ second: [Double]
  ) -> Result<RankTest, UndefinedStatistic> {
    precondition(first.count == second.count)
    guard !first.contains(where: \.isNaN), !second.contains(where: \.isNaN) else {
      return .failure(.notFinite)
    }
    guard first.count > 1 else { return .failure(.tooFew) }
    let (a, b) = (Midranks(first), Midranks(second))
    guard !a.isConstant, !b.isConstant else { return .failure(.constant) }

    let mean = Double(first.count + 1) / 2
    let (x, y) = (a.ranks.map { $0 - mean }, b.ranks.map { $0 - mean })
    let isPerfect = x == y || x == y.map(-)
    let rho = isPerfect ? (x[0] == y[0] ? 1 : -1) : correlation(x, y)
    return .success(
      RankTest(
        statistic: rho,
        pValue: isPerfect
          ? perfectTail(a.multiplicities)
          : studentTwoSidedTail(correlation: rho, degreesOfFreedom: first.count - 2),
        count: first.count, isExact: isPerfect))
  }
}

/// Pearson's correlation of values with mean 0.
private func correlation(_ x: [Double], _ y: [Double]) -> Double {
  var (xx, xy, yy) = (0.0, 0.0, 0.0)
  for (x, y) in zip(x, y) {
    xx += x * x
    xy += x * y
    yy += y * y
  }
  return min(1, max(-1, xy / (xx.squareRoot() * yy.squareRoot())))
}

/// Twice ∏t!/n!, factor by factor so that nothing overflows.
private func perfectTail(_ multiplicities: [Int]) -> Double {
  var (share, position) = (2.0, 0)
  for multiplicity in multiplicities {
    for place in 1...multiplicity {
      position += 1
      share *= Double(place) / Double(position)
    }
  }
  return min(1, share)
}
