/// `1 / x`
public struct Reciprocal: ElementwiseOperator {
  /// A reciprocal.
  public init() {}

  func value(_ x: Float) -> Float { 1 / x }

  func derivative(at x: Float, output y: Float) -> Float { -y * y }
}
