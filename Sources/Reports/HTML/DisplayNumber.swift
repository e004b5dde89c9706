package import Statistics

/// Numbers as the page shows them.
package enum DisplayNumber {
  /// With `decimals` decimals, halves rounded to even; a dash for what is unknown.
  package static func fixed(_ value: Double?, decimals: Int = 2) -> String {
    guard let value, value.isFinite, abs(value) < 1e12 else { return "–" }
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let units = Int((value * Double(scale)).rounded(.toNearestOrEven))
    let (whole, rest) = abs(units).quotientAndRemainder(dividingBy: scale)
    let sign = units < 0 ? "−" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let digits = String(rest)
    return "\(sign)\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
  }

  /// At most two decimals, none that are 0: the numbers at an axis.
  package static func short(_ value: Double) -> String {
    var text = fixed(value)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text == "−0" ? "0" : text
  }

  /// A share in percent, without decimals; number and sign stay on one line.
  package static func percent(_ share: Double?) -> String {
    share.map { fixed($0 * 100, decimals: 0) + "\u{A0}%" } ?? "–"
  }

  /// `[0.37, 0.45]`, or nothing.
  package static func interval(_ interval: ConfidenceInterval?) -> String {
    interval.map { "[\(fixed($0.lower)), \(fixed($0.upper))]" } ?? ""
  }

  /// A *p*, never as 0.
  package static func pValue(_ p: Double?) -> String {
    guard let p else { return "–" }
    return p < 0.001 ? "< 0.001" : fixed(p, decimals: 3)
  }
}
