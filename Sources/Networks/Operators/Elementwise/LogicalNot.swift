/// 1 where `x` is 0, else 0, with derivative 0.
public struct LogicalNot: ElementwiseOperator {
  /// A negation.
  public init() {}

  func value(_ x: Float) -> Float { x == 0 ? 1 : 0 }

  func derivative(at x: Float, output y: Float) -> Float { 0 }
}
