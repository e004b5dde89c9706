/// The greatest whole number not above `x`, with derivative 0.
public struct Floor: ElementwiseOperator {
  /// A rounding down.
  public init() {}

  func value(_ x: Float) -> Float { x.rounded(.down) }

  func derivative(at x: Float, output y: Float) -> Float { 0 }
}
