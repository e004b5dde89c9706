/// `x · clamp(x/6 + 1/2, 0, 1)` (Howard et al. 2019).
public struct HardSwish: ElementwiseOperator {
  /// A piecewise quadratic swish.
  public init() {}

  func value(_ x: Float) -> Float {
    let gate = x / 6 + 0.5
    return x * (gate < 0 ? 0 : gate > 1 ? 1 : gate)
  }

  func derivative(at x: Float, output y: Float) -> Float { x <= -3 ? 0 : x < 3 ? x / 3 + 0.5 : 1 }
}
