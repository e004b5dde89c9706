/// The lowest and highest value of a map, and what they make impossible.
struct ValueRange {
  private(set) var lowest: Float = .infinity
  private(set) var highest: Float = -.infinity
  private(set) var isFinite = true

  init(of values: [Float]) {
    for value in values {
      lowest = min(lowest, value)
      highest = max(highest, value)
      isFinite = isFinite && value.isFinite
    }
  }

  /// Why there is no saliency to speak of.
  var whyNoSaliency: UndefinedReason? {
    if !isFinite { return .nonFiniteMap }
    if highest > 0 { return nil }
    return lowest < 0 ? .allNegative : .blankMap
  }

  /// Whether all values are the same.
  var isFlat: Bool { lowest == highest }

  /// Why no pixel stands out.
  var whyNoPeak: UndefinedReason? { whyNoSaliency ?? (isFlat ? .flatMap : nil) }

  /// The range of `max(value, 0)`; ask only where there is saliency.
  var positivePart: ClosedRange<Float> { max(lowest, 0)...highest }
}
