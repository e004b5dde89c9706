/// The nearest whole number, the even one of two, with derivative 0.
public struct Round: ElementwiseOperator {
  /// A rounding to nearest.
  public init() {}

  func value(_ x: Float) -> Float { x.rounded(.toNearestOrEven) }

  func derivative(at x: Float, output y: Float) -> Float { 0 }
}
