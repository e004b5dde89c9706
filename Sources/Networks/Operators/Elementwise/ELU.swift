/// `x` where positive, else `alpha · (eˣ − 1)` (Clevert et al. 2015).
public struct ELU: ElementwiseOperator {
  /// Minus the limit at −∞.
  public let alpha: Float

  /// An exponential linear unit.
  public init(alpha: Float = 1) { self.alpha = alpha }

  func value(_ x: Float) -> Float {
    x > 0 ? x : Float(Double(alpha) * exponentialMinusOne(Double(x)))
  }

  func derivative(at x: Float, output y: Float) -> Float {
    x > 0 ? 1 : Float(Double(alpha) * exponential(Double(x)))
  }
}
