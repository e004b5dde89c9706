/// `|x|`; at 0 the derivative is 0.
public struct AbsoluteValue: ElementwiseOperator {
  /// An absolute value.
  public init() {}

  func value(_ x: Float) -> Float { x.magnitude }

  func derivative(at x: Float, output y: Float) -> Float { x > 0 ? 1 : x < 0 ? -1 : 0 }
}
