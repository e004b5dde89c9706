internal import Foundation

/// The chance that *n* pairs without correlation show one further from 0 than `correlation`.
///
/// The two-sided tail of Student's *t* at `r·√(ν/(1−r²))`, which is the regularized incomplete
/// beta function I(1 − r²; ν/2, ½). Small probabilities keep their digits.
///
/// - Parameters:
///   - correlation: *r*, between −1 and 1.
///   - degreesOfFreedom: *ν* = *n* − 2, at least 1.
/// - Complexity: O(*ν*), without a sort or memory.
func studentTwoSidedTail(correlation r: Double, degreesOfFreedom: Int) -> Double {
  precondition(degreesOfFreedom > 0 && abs(r) <= 1)
  let (x, y) = ((1 - r) * (1 + r), r * r)
  guard x > 0 else { return 0 }
  guard y > 0 else { return 1 }
  let (a, b) = (Double(degreesOfFreedom) / 2, 0.5)
  // 1 / B(a, ½) by its recurrence in a: log-gamma would lose digits for large a.
  var reciprocalBeta = degreesOfFreedom.isMultiple(of: 2) ? 0.5 : 1 / Double.pi
  for twice in stride(from: 2 - degreesOfFreedom % 2, to: degreesOfFreedom, by: 2) {
    reciprocalBeta *= Double(twice + 1) / Double(twice)
  }
  let factor = exp(a * (log1p(-r) + log1p(r))) * abs(r) * reciprocalBeta
  // The fraction converges fast below the distribution's mean only; above it, take the complement.
  return x < (a + 1) / (a + b + 2)
    ? factor / (a * betaFraction(x, a, b)) : 1 - factor / (b * betaFraction(y, b, a))
}

/// The continued fraction 1 + d₁/(1 + d₂/(1 + …)) of the incomplete beta function
/// (Abramowitz & Stegun 1964, 26.5.8), by Lentz's method (Thompson & Barnett 1986).
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  var (fraction, c, d) = (1.0, 1.0, 0.0)
  // It takes about √max(a, b) terms; the bound only makes sure that it ends.
  for term in 1...1_000_000 {
    let m = Double(term / 2)
    let coefficient =
      term.isMultiple(of: 2)
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + coefficient * d
    c = 1 + coefficient / c
    if abs(d) < tiny { d = tiny }
    if abs(c) < tiny { c = tiny }
    d = 1 / d
    fraction *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return fraction
}
