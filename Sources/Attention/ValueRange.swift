/// The lowest and highest value of a map, and what they make impossible.
struct ValueRange {
  private(set) var lowest: Float = .infinity
  private(set) var highest: Float = -.infinity
  private(set) var isFinite = true

  init(of values: [Float]) {
    // Lane by lane: a map has a million values, and is looked at from many sides.
    typealias Lanes = SIMD16<Float>
    let whole = values.count - values.count % Lanes.scalarCount
    var (low, high) = (Lanes(repeating: lowest), Lanes(repeating: highest))
    // Stays zero as long as all are finite.
    var zeros = Lanes.zero
    values.withUnsafeBytes { bytes in
      for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        let lanes = bytes.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Float>.stride, as: Lanes.self)
        low.replace(with: lanes, where: lanes .< low)
        high.replace(with: lanes, where: lanes .> high)
        zeros += lanes * 0
      }
    }
    for value in values[whole...] {
      low[0] = min(low[0], value)
      high[0] = max(high[0], value)
      zeros[0] += value * 0
    }
    (lowest, highest, isFinite) = (low.min(), high.max(), zeros == .zero)
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
