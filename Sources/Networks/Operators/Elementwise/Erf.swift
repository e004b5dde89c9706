/// The error function, `2/√π ∫₀ˣ e^(−t²) dt`.
public struct Erf: ElementwiseOperator {
  /// An error function.
  public init() {}

  func value(_ x: Float) -> Float { Float(errorFunction(Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float {
    Float(2 / Double.pi.squareRoot() * exponential(-Double(x) * Double(x)))
  }
}
