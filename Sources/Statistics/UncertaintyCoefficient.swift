internal import Foundation

extension EffectSize {
  /// Theil's uncertainty coefficient U(first | second): which share of the uncertainty about the
  /// first property knowledge of the second removes (Theil 1970).
  ///
  /// I(first; second)/H(first), mutual information over entropy: 0 if the first has the same shares
  /// whatever the second, 1 if the second determines the first. scikit-learn calls it
  /// `homogeneity_score(first, second)`. It is too large in small samples; compare it with what
  /// permuted cases give.
  ///
  /// - Parameters:
  ///   - first: The category of each case.
  ///   - second: Its other category, in the same order; may be one for all.
  /// - Returns: Undefined: `.tooFew` for no cases; `.constant` if the first has a single category.
  /// - Complexity: O(*n* log *n*).
  public static func uncertaintyCoefficient<First: Hashable, Second: Hashable>(
    of first: [First], given second: [Second]
  ) -> Result<Double, UndefinedStatistic> {
    precondition(first.count == second.count)
    guard !first.isEmpty else { return .failure(.tooFew) }
    let (rows, columns) = (categories(first), categories(second))
    guard rows.count > 1 else { return .failure(.constant) }
    let cells = zip(rows.codes, columns.codes).map { $0 * columns.count + $1 }
    let total = entropy(of: rows.codes)
    // H(first) + H(second) − H(both) is the mutual information.
    let shared = total + entropy(of: columns.codes) - entropy(of: cells)
    return .success(min(1, max(0, shared / total)))
  }
}

/// The entropy of the categories' shares, in nats.
private func entropy(of codes: [Int]) -> Double {
  // Sorted, because a dictionary's order and with it the rounding would change from run to run.
  var rest = codes.sorted()[...]
  let n = Double(codes.count)
  var sum = 0.0
  while let code = rest.first {
    let count = rest.prefix { $0 == code }.count
    sum -= Double(count) / n * log(Double(count) / n)
    rest = rest.dropFirst(count)
  }
  return sum
}
