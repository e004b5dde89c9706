internal import Foundation

/// The probability that a standard normal variable exceeds `z`.
func normalTail(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

/// The probability that a standard normal variable is further from 0 than `z`, on either side.
func normalTwoSidedTail(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

/// The number that a standard normal variable stays below with the given probability.
///
/// The inverse of `erfc(−z/√2)/2`, by halving an interval until it is a single Double: slow beside
/// a rational approximation, yet as accurate as `erfc` and without a table of coefficients.
///
/// - Precondition: `probability` is between 0 and 1, neither included.
func normalQuantile(_ probability: Double) -> Double {
  precondition(probability > 0 && probability < 1)
  // Beyond one half `erfc` nears 2 and loses the tail's digits; the curve is symmetric.
  if probability > 0.5 { return -normalQuantile(1 - probability) }
  var (low, high) = (-40.0, 0.0)
  while true {
    let middle = low + (high - low) / 2
    guard middle > low, middle < high else { return high }
    if normalTail(-middle) < probability { low = middle } else { high = middle }
  }
}
