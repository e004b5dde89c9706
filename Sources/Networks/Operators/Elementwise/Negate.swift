/// `−x`
public struct Negate: ElementwiseOperator {
  /// A change of sign.
  public init() {}

  func value(_ x: Float) -> Float { -x }

  func derivative(at x: Float, output y: Float) -> Float { -1 }
}
