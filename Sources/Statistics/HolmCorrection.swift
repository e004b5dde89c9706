/// Holm's step-down correction for testing several hypotheses at once (Holm 1979).
public enum HolmCorrection {
  /// Adjusted *p* values: rejecting those of at most α keeps the chance of any false rejection in
  /// the whole family at most α, whatever the dependence between the tests.
  ///
  /// The i-th smallest of m becomes max over j ≤ i of (m − j + 1)·p₍ⱼ₎, at most 1.
  ///
  /// - Parameter pValues: One per test of the family; `nil` for a test without a *p*.
  /// - Returns: One per test, in the same order. What is `nil`, NaN or outside `0...1` is not
  ///   counted in m and comes out as `nil`.
  /// - Complexity: O(*m* log *m*).
  public static func adjusted(_ pValues: [Double?]) -> [Double?] {
    let family = pValues.enumerated().compactMap { index, p in
      p.flatMap { (0...1).contains($0) ? (index: index, p: $0) : nil }
    }
    var adjusted = [Double?](repeating: nil, count: pValues.count)
    var floor = 0.0
    for (step, test) in family.sorted(by: { $0.p < $1.p }).enumerated() {
      floor = max(floor, min(1, Double(family.count - step) * test.p))
      adjusted[test.index] = floor
    }
    return adjusted
  }
}
