/// Numbers rounded to those that a shorter format can hold: what a cast to it and back does.
///
/// To nearest, the even one of two; too large becomes infinite. The gradient passes unchanged
/// (Bengio et al. 2013, "straight-through").
public struct RoundToPrecision: ElementwiseOperator {
  /// A floating-point format of 16 bits.
  public enum Precision: Sendable {
    /// IEEE 754 binary16: 11 bits of precision, from 2⁻²⁴ to 65504.
    case half
    /// bfloat16: 8 bits of precision and the range of Float.
    case bfloat
  }

  /// The format.
  public let precision: Precision

  /// A rounding to `precision`.
  public init(_ precision: Precision) { self.precision = precision }

  func value(_ x: Float) -> Float {
    guard x.isFinite else { return x }
    switch precision {
    case .bfloat: return roundedDropping(bits: 16, of: x)
    case .half:
      let size = x.magnitude
      // Half of the step after 65504, from which on the nearest is the next power of two.
      if size >= 65520 { return Float(signOf: x, magnitudeOf: .infinity) }
      // Subnormals are the multiples of 2⁻²⁴, the step of Floats from 0.5 to 1.
      if size < 0x1p-14 { return Float(signOf: x, magnitudeOf: (size + 0.5) - 0.5) }
      return roundedDropping(bits: 13, of: x)
    }
  }

  func derivative(at x: Float, output y: Float) -> Float { 1 }

  /// `x` with the lowest `bits` of its significand rounded away; a carry goes into the exponent.
  private func roundedDropping(bits: UInt32, of x: Float) -> Float {
    let pattern = x.bitPattern
    let isOdd = (pattern >> bits) & 1
    let halfway = (1 << (bits - 1)) - 1 + isOdd
    return Float(bitPattern: (pattern + halfway) & ~((1 << bits) - 1))
  }
}
