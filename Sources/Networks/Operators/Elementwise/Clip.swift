/// `x` kept within `lower...upper`; the upper bound wins. NaN stays NaN.
///
/// The derivative is 1 between the bounds and 0 at and beyond them, as PyTorch's `clamp` and `relu6`
/// have it.
public struct Clip: ClampingOperator {
  /// The least result; `-∞` for none.
  public let lower: Float
  /// The greatest result; `+∞` for none.
  public let upper: Float

  /// A clamp; ReLU6 is `Clip(lower: 0, upper: 6)`.
  public init(lower: Float, upper: Float) {
    self.lower = lower
    self.upper = upper
  }

  var bounds: (lower: Float, upper: Float) { (lower, upper) }

  func value(_ x: Float) -> Float {
    let raised = x < lower ? lower : x
    return raised > upper ? upper : raised
  }

  func derivative(at x: Float, output y: Float) -> Float { x > lower && x < upper ? 1 : 0 }
}
