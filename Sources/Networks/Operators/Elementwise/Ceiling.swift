/// The least whole number not below `x`, with derivative 0.
public struct Ceiling: ElementwiseOperator {
  /// A rounding up.
  public init() {}

  func value(_ x: Float) -> Float { x.rounded(.up) }

  func derivative(at x: Float, output y: Float) -> Float { 0 }
}
