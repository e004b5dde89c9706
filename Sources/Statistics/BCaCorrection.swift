/// What moves the ends of a percentile interval to those of the bias-corrected and accelerated one
/// (Efron 1987; Efron & Tibshirani 1993, 14.3).
struct BCaCorrection {
  /// z₀, how far the median of the resampled figures lies from the observed one, in normal units.
  let bias: Double
  /// a, how fast the standard error changes with the true figure.
  let acceleration: Double

  /// - Parameters:
  ///   - figures: The resampled figures, finite and in ascending order.
  ///   - observed: The figure of the sample itself.
  ///   - jackknife: The figure without each of the clusters.
  /// - Returns: `nil` if a figure is not finite, or the observed one lies outside the resampled,
  ///   where z₀ would be infinite.
  init?(figures: [Double], observed: Double, jackknife: [Double]) {
    guard observed.isFinite, jackknife.allSatisfy(\.isFinite) else { return nil }
    let below = figures.count { $0 < observed }
    let notAbove = figures.count { $0 <= observed }
    let share = Double(below + notAbove) / Double(2 * figures.count)
    guard share > 0, share < 1 else { return nil }
    bias = normalQuantile(share)

    let mean = jackknife.mean ?? 0
    let largest = jackknife.reduce(0) { max($0, abs(mean - $1)) }
    var (squares, cubes) = (0.0, 0.0)
    for figure in jackknife where largest > 0 {
      // In units of the largest, so that no cube leaves the range of a Double.
      let deviation = (mean - figure) / largest
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    // Where no cluster matters there is no skewness to correct.
    acceleration = largest > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    guard acceleration.isFinite else { return nil }
  }

  /// The shares of the resampled figures below the ends of the interval; `nil` where the formula
  /// breaks down, for an extreme bias and acceleration together.
  func ends(tail: Double) -> (lower: Double, upper: Double)? {
    let z = normalQuantile(tail)
    guard let lower = share(below: z), let upper = share(below: -z) else { return nil }
    return (lower, upper)
  }

  /// Φ(z₀ + (z₀ + z)/(1 − a·(z₀ + z))).
  private func share(below z: Double) -> Double? {
    let shifted = bias + z
    let slope = 1 - acceleration * shifted
    return slope > 0 ? normalTail(-(bias + shifted / slope)) : nil
  }
}
