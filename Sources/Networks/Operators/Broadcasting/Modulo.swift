/// The remainder of the division of `x` by `y`.
public struct Modulo: BroadcastingOperator {
  /// Whether the quotient is rounded toward zero, so that the remainder has the sign of `x`, as C's
  /// `fmod`; otherwise it is rounded down and the remainder has the sign of `y`, as in Python.
  public let truncates: Bool

  /// A remainder.
  public init(truncates: Bool) { self.truncates = truncates }

  func value(_ x: Float, _ y: Float) -> Float {
    let remainder = x.truncatingRemainder(dividingBy: y)
    let differs = !truncates && remainder != 0 && (remainder < 0) != (y < 0)
    return differs ? remainder + y : remainder
  }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { 1 }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float {
    let quotient = x / y
    return -(truncates ? quotient.rounded(.towardZero) : quotient.rounded(.down))
  }
}
