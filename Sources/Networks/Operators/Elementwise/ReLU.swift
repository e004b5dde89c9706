/// `max(x, 0)`; at 0 the derivative is 0, as in PyTorch. NaN stays NaN.
public struct ReLU: ClampingOperator {
  /// A rectifier.
  public init() {}

  var bounds: (lower: Float, upper: Float) { (0, .infinity) }

  func value(_ x: Float) -> Float { x < 0 ? 0 : x }

  func derivative(at x: Float, output y: Float) -> Float { y > 0 ? 1 : 0 }
}
