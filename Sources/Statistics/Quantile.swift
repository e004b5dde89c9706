extension [Double] {
  /// Arithmetic mean; `nil` for no values.
  package var mean: Double? {
    isEmpty ? nil : reduce(0, +) / Double(count)
  }

  /// The middle value, or the mean of the middle two; `nil` for no values.
  package var median: Double? { quantile(0.5) }

  /// The value below which the share `probability` of the values lies; `nil` for no values.
  ///
  /// Linear between the order statistics at `probability · (count − 1)`: NumPy's default and
  /// type 7 of Hyndman & Fan (1996). Any NaN among the values makes the quantile NaN.
  ///
  /// - Precondition: `probability` is in `0...1`.
  package func quantile(_ probability: Double) -> Double? {
    guard !isEmpty else { return nil }
    guard !contains(where: \.isNaN) else { return .nan }
    return sorted().quantileOfSorted(probability)
  }

  /// ``quantile(_:)`` of values already in ascending order, at least one and none NaN.
  func quantileOfSorted(_ probability: Double) -> Double {
    precondition((0...1).contains(probability))
    let position = probability * Double(count - 1)
    let lower = Int(position)
    let upper = Swift.min(lower + 1, count - 1)
    let fraction = position - Double(lower)
    let (a, b) = (self[lower], self[upper])
    // Each form is exact at its own end of the step, so a fraction of 0 or 1 rounds nothing.
    return fraction < 0.5 ? a + (b - a) * fraction : b - (b - a) * (1 - fraction)
  }
}
