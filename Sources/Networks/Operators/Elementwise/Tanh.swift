/// The hyperbolic tangent.
public struct Tanh: ElementwiseOperator {
  /// A hyperbolic tangent.
  public init() {}

  func value(_ x: Float) -> Float {
    // Through e^(−2|x|) − 1, which neither overflows nor cancels near 0.
    let fall = exponentialMinusOne(-2 * Double(x).magnitude)
    return Float(Double(signOf: Double(x), magnitudeOf: fall / (2 + fall)))
  }

  func derivative(at x: Float, output y: Float) -> Float { 1 - y * y }
}
