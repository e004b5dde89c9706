/// `x` where positive, else `alpha · (e^(x/alpha) − 1)` (Barron 2017).
public struct CELU: ElementwiseOperator {
  /// Minus the limit at −∞; not 0.
  public let alpha: Float

  /// An exponential linear unit with slope 1 at 0 from both sides.
  public init(alpha: Float = 1) { self.alpha = alpha }

  func value(_ x: Float) -> Float {
    x > 0 ? x : Float(Double(alpha) * exponentialMinusOne(Double(x) / Double(alpha)))
  }

  func derivative(at x: Float, output y: Float) -> Float {
    x > 0 ? 1 : Float(exponential(Double(x) / Double(alpha)))
  }
}
