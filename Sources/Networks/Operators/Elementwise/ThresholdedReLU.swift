/// `x` where above `alpha`, else 0 (Konda et al. 2014). NaN stays NaN.
public struct ThresholdedReLU: ElementwiseOperator {
  /// The threshold.
  public let alpha: Float

  /// A rectifier that opens at `alpha`.
  public init(alpha: Float = 1) { self.alpha = alpha }

  func value(_ x: Float) -> Float { x <= alpha ? 0 : x }

  func derivative(at x: Float, output y: Float) -> Float { x > alpha ? 1 : 0 }
}
