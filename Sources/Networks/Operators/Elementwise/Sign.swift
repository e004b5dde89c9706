/// 1, 0 or −1 as `x` is positive, zero or negative, with derivative 0. NaN stays NaN.
public struct Sign: ElementwiseOperator {
  /// A sign.
  public init() {}

  func value(_ x: Float) -> Float { x > 0 ? 1 : x < 0 ? -1 : x }

  func derivative(at x: Float, output y: Float) -> Float { 0 }
}
