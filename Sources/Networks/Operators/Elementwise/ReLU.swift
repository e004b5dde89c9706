/// `max(x, 0)`; at 0 the derivative is 0, as in PyTorch. NaN stays NaN.
public struct ReLU: ElementwiseOperator {
  /// A rectifier.
  public init() {}

  func value(_ x: Float) -> Float { x < 0 ? 0 : x }

  func derivative(at x: Float, output y: Float) -> Float { y > 0 ? 1 : 0 }
}
