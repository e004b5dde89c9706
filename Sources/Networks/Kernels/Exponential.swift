/// `eˣ` with a relative error below 2⁻³⁴: exact enough to be rounded to Float.
///
/// Unlike the C library's it has no branch and no call, so a loop over it runs in vector
/// registers. Double spares the functions built on it their cases: whatever a Float can hold,
/// nothing under- or overflows on the way.
@inline(__always)
func exponential(_ x: Double) -> Double {
  let (power, rest) = exponentialParts(x)
  return power + power * rest
}

/// `eˣ − 1`, as accurate relative to itself, also near zero.
@inline(__always)
func exponentialMinusOne(_ x: Double) -> Double {
  let (power, rest) = exponentialParts(x)
  return (power - 1) + power * rest
}

/// `1 / (1 + e⁻ˣ)`
@inline(__always)
func logistic(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }

/// `ln(1 + x)` for `x` in `0...1`, as accurate relative to itself also near zero.
@inline(__always)
func logarithmOfOnePlus(_ x: Double) -> Double {
  // 2 artanh(x / (2 + x)); the first term left out is below 2⁻³⁹ of the first.
  let s = x / (2 + x)
  let square = s * s
  var sum = 1 / 21.0
  sum = sum * square + 1 / 19.0
  sum = sum * square + 1 / 17.0
  sum = sum * square + 1 / 15.0
  sum = sum * square + 1 / 13.0
  sum = sum * square + 1 / 11.0
  sum = sum * square + 1 / 9.0
  sum = sum * square + 1 / 7.0
  sum = sum * square + 1 / 5.0
  sum = sum * square + 1 / 3.0
  sum = sum * square + 1
  return 2 * s * sum
}

/// `2ⁿ` and `eʳ − 1` with `x = n·ln 2 + r` and `|r| ≤ ln 2 / 2`.
///
/// Beyond ±700 `x` is taken to be ±700, whose exponential is already 0 or infinite as a Float.
@inline(__always)
private func exponentialParts(_ x: Double) -> (power: Double, rest: Double) {
  let x = x < -700 ? -700 : x > 700 ? 700 : x
  // Adding 1.5 · 2⁵² rounds to a whole number and leaves it in the lowest bits.
  let rounder = 0x1.8p52
  let shifted = x * 1.442_695_040_888_963_4 + rounder
  let power = Double(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
  let r = x - (shifted - rounder) * 0.693_147_180_559_945_3
  // Taylor: the first term left out, r¹⁰ / 10!, is below 2⁻³⁵ of r.
  var sum = 1 / 362_880.0
  sum = sum * r + 1 / 40_320.0
  sum = sum * r + 1 / 5_040.0
  sum = sum * r + 1 / 720.0
  sum = sum * r + 1 / 120.0
  sum = sum * r + 1 / 24.0
  sum = sum * r + 1 / 6.0
  sum = sum * r + 1 / 2.0
  sum = sum * r + 1
  return (power, sum * r)
}
