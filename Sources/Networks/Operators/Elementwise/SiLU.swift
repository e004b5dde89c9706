/// `x · σ(alpha · x)`, with `σ` the logistic function; also called swish (Ramachandran et al. 2017).
public struct SiLU: ElementwiseOperator {
  /// How steep the gate is.
  public let alpha: Float

  /// A sigmoid linear unit.
  public init(alpha: Float = 1) { self.alpha = alpha }

  func value(_ x: Float) -> Float { Float(Double(x) * logistic(Double(alpha) * Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float {
    let scaled = Double(alpha) * Double(x)
    let gate = logistic(scaled)
    return Float(gate + scaled * gate * (1 - gate))
  }
}
