/// `gamma · x` where positive, else `gamma · alpha · (eˣ − 1)` (Klambauer et al. 2017).
public struct SELU: ElementwiseOperator {
  /// Decides the limit at −∞, `−gamma · alpha`.
  public let alpha: Float
  /// The slope of positive numbers.
  public let gamma: Float

  /// A scaled exponential linear unit; the defaults are the paper's.
  public init(alpha: Float = 1.673_263_2, gamma: Float = 1.050_701) {
    self.alpha = alpha
    self.gamma = gamma
  }

  func value(_ x: Float) -> Float {
    x > 0 ? gamma * x : Float(Double(gamma) * Double(alpha) * exponentialMinusOne(Double(x)))
  }

  func derivative(at x: Float, output y: Float) -> Float {
    x > 0 ? gamma : Float(Double(gamma) * Double(alpha) * exponential(Double(x)))
  }
}
