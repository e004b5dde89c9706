/// Why a statistic has no value. Undefined is not zero, and an undefined *p* is not 1.
///
/// The raw values are stable: they may stand in tables.
public enum UndefinedStatistic: String, Error, Sendable, CaseIterable {
  /// A value is NaN, or infinite where its size counts and not only its rank.
  case notFinite = "not-finite"
  /// There are fewer values than the formula needs; of pairs, perhaps none that differ.
  case tooFew = "too-few"
  /// The cases are all positive or all negative, or there are none.
  case oneClass = "one-class"
  /// Nothing varies: all values, or all differences, are equal.
  case constant
}
