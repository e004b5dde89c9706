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

  /// Round numbers in the domain, some `count` of them: steps of 1, 2 or 5 times a power of ten.
  package func ticks(_ count: Int = 5) -> [Double] {
    let width = domain.upperBound - domain.lowerBound
    let rough = width / Double(max(count, 1))
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? power * 10
    let first = Int((domain.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((domain.upperBound / step + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { Double($0) * step }
  }

  /// The smallest domain of round numbers that holds `values` and `anchor`.
  package static func roundDomain(of values: [Double], around anchor: Double) -> ClosedRange<Double>
  {
    let finite = values.filter(\.isFinite) + [anchor]
    let low = finite.min() ?? anchor
    let high = finite.max() ?? anchor
    let step = max(high - low, 0.05) / 5
    var power = 1.0
    while power > step { power /= 10 }
    while power * 10 <= step { power *= 10 }
    let tick = [1.0, 2, 5].map { $0 * power }.last { $0 <= step } ?? power
    return (low / tick - 1e-9).rounded(.down) * tick...(high / tick + 1e-9).rounded(.up) * tick
  }

  /// At most two decimals, none that are 0.
  package static func tickText(_ value: Double) -> String {
    var text = value.twoDecimals
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
