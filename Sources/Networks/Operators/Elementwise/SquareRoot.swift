/// `√x`, NaN below 0.
public struct SquareRoot: ElementwiseOperator {
  /// A square root.
  public init() {}

  func value(_ x: Float) -> Float { x.squareRoot() }

  func derivative(at x: Float, output y: Float) -> Float { 0.5 / y }
}
