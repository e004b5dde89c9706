/// `eˣ`
public struct Exp: ElementwiseOperator {
  /// An exponential.
  public init() {}

  func value(_ x: Float) -> Float { Float(exponential(Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float { y }
}
