/// `1 / (1 + e⁻ˣ)`
public struct Sigmoid: ElementwiseOperator {
  /// A logistic function.
  public init() {}

  func value(_ x: Float) -> Float { Float(logistic(Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float { y * (1 - y) }
}
