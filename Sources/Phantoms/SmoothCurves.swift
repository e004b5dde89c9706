/// 0 below `low`, 1 above `high`, and a cubic without corners between them.
@inline(__always)
func smoothstep(_ low: Double, _ high: Double, _ value: Double) -> Double {
  let position = min(1, max(0, (value - low) / (high - low)))
  return position * position * (3 - 2 * position)
}

/// The larger of two numbers with the corner rounded over about `softness`.
@inline(__always)
func softMaximum(_ a: Double, _ b: Double, softness: Double) -> Double {
  0.5 * (a + b + ((a - b) * (a - b) + softness * softness).squareRoot())
}

/// A bell of height 1 and standard deviation `width` that really ends (at 3 `width`), so that it
/// costs no exponential: `(1 − (d / 3w)²)⁴`.
@inline(__always)
func bell(_ distance: Double, width: Double) -> Double {
  let reach = distance / (3 * width)
  let rest = max(0, 1 - reach * reach)
  return rest * rest * rest * rest
}
