/// Numbers laid out along a line.
package struct LinearScale: Sendable {
  /// The numbers at both ends; never empty.
  package let domain: ClosedRange<Double>
  /// The places of both ends.
  package let range: (start: Double, end: Double)

  /// A scale; a domain of one number is widened so that the number is in the middle.
  package init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    let isPoint = domain.lowerBound == domain.upperBound
    self.domain = isPoint ? domain.lowerBound - 0.5...domain.upperBound + 0.5 : domain
    range = (start, end)
  }

  /// The place of `value`; beyond an end counts as that end.
  package func callAsFunction(_ value: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    let share = min(max((value - domain.lowerBound) / width, 0), 1)
    return range.start + share * (range.end - range.start)
  }

  /// Round numbers in the domain, some `count` of them.
  package func ticks(_ count: Int = 5) -> [Double] {
    let step = Self.roundStep(atLeast: (domain.upperBound - domain.lowerBound) / Double(count))
    let first = Int((domain.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((domain.upperBound / step + 1e-9).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// The smallest domain of round numbers that holds `values`, as far as finite, and `anchor`.
  package static func roundDomain(
    of values: [Double], around anchor: Double
  ) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite) + [anchor]
    let (low, high) = (finite.min() ?? anchor, finite.max() ?? anchor)
    let step = roundStep(atLeast: max(high - low, 0.05) / 10)
    return (low / step + 1e-9).rounded(.down) * step...(high / step - 1e-9).rounded(.up) * step
  }

  /// 1, 2 or 5 times a power of ten, and at least `rough`, which is positive.
  private static func roundStep(atLeast rough: Double) -> Double {
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    return [1.0, 2, 5].map { $0 * power }.first { $0 >= rough * 0.999 } ?? power * 10
  }

  /// At most two decimals, none that are 0.
  package static func tickText(_ value: Double) -> String {
    var text = value.twoDecimals
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
