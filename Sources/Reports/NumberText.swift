internal import Foundation
package import Statistics

extension Double {
  /// The number with `digits` decimals, halves rounded to even; never `-0.00`.
  package func text(decimals digits: Int) -> String {
    let scale = digits == 0 ? 1 : (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let steps = (self * scale).rounded(.toNearestOrEven)
    return String(format: "%.\(digits)f", steps == 0 ? 0 : steps / scale)
  }

  /// The number with two decimals.
  package var twoDecimals: String { text(decimals: 2) }

  /// The share as a whole number of percent: `41 %`.
  package var percent: String { "\((100 * self).text(decimals: 0)) %" }

  /// A *p* as it is usually written: `0.03`, or `< 0.001`.
  var pText: String { self < 0.001 ? "< 0.001" : text(decimals: self < 0.1 ? 3 : 2) }
}

extension ConfidenceInterval {
  /// The ends in percent without the sign: `[37, 45]`.
  package var percents: String {
    "[\((100 * lower).text(decimals: 0)), \((100 * upper).text(decimals: 0))]"
  }

  /// The ends with two decimals: `[0.37, 0.45]`.
  package var twoDecimals: String { "[\(lower.twoDecimals), \(upper.twoDecimals)]" }
}

/// `41 % [37, 45]`, `41 %` without an interval, or a dash for what is unknown.
package func percentText(_ share: Double?, _ interval: ConfidenceInterval?) -> String {
  guard let share else { return "–" }
  return interval.map { "\(share.percent) \($0.percents)" } ?? share.percent
}

/// `0.41 [0.37, 0.45]`, `0.41` without an interval, or a dash for what is unknown.
package func decimalText(_ value: Double?, _ interval: ConfidenceInterval? = nil) -> String {
  guard let value else { return "–" }
  return interval.map { "\(value.twoDecimals) \($0.twoDecimals)" } ?? value.twoDecimals
}

/// `1 image`, `2 images`.
package func countText(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
