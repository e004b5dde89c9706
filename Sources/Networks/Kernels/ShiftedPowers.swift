internal import Tensors

/// `e^(x − peak)` with the largest element along `axes` as the peak, which keeps the powers from
/// overflowing, and the sums of the powers.
///
/// `ln Σ eˣ = peak + ln(sum)` and `softmax(x) = powers / sum`. Where the largest is infinite the
/// peak is 0.
func shiftedPowers(
  _ x: Tensor, over axes: [Int]
) -> (powers: Tensor, peaks: [Double], sums: [Double]) {
  let peaks = reduce(x, over: axes, by: Greatest.self).map { $0.isFinite ? $0 : 0 }
  let powers = combine(x, over: axes, peaks, by: ShiftedPower.self)
  return (powers, peaks, reduce(powers, over: axes, by: Sum.self))
}
