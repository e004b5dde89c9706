/// The outcome of a test that looks at the order of the values, not at their size.
public struct RankTest: Sendable, Equatable {
  /// The test's figure; each test says which.
  public let statistic: Double
  /// The two-sided *p*: how probable a figure at least as extreme is if there is no effect.
  public let pValue: Double
  /// How many values, or pairs, the test used.
  public let count: Int
  /// Whether `pValue` was counted out; else it is an approximation for large `count`.
  public let isExact: Bool

  /// An outcome from its parts.
  public init(statistic: Double, pValue: Double, count: Int, isExact: Bool) {
    self.statistic = statistic
    self.pValue = pValue
    self.count = count
    self.isExact = isExact
  }
}
