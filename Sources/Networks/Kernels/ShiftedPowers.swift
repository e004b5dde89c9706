internal import Tensors

/// `e^(x − peak)` with the largest element along `axes` as the peak, which keeps the powers from
/// overflowing, and the sums of the powers.
///
/// `ln Σ eˣ = peak + ln(sum)` and `softmax(x) = powers / sum`. Where the largest is infinite the
/// peak is 0.
func shiftedPowers(
  _ x: Tensor, over axes: [Int]
) -> (powers: Tensor, peaks: [Double], sums: [Double]) {
  let peaks = reduce(x, over: axes, from: -.infinity, greater, merging: greater)
    .map { $0.isFinite ? $0 : 0 }
  let powers = combine(x, over: axes, peaks) { exponential($0 - $1) }
  return (powers, peaks, reduce(powers, over: axes, from: 0, +, merging: +))
}

/// The greater number; NaN if either is.
@Sendable
func greater(_ a: Double, _ b: Double) -> Double { b > a || b.isNaN ? b : a }

/// The lesser number; NaN if either is.
@Sendable
func lesser(_ a: Double, _ b: Double) -> Double { b < a || b.isNaN ? b : a }
