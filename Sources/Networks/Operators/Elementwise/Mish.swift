/// `x · tanh(ln(1 + eˣ))` (Misra 2019).
public struct Mish: ElementwiseOperator {
  /// A self-gated softplus.
  public init() {}

  func value(_ x: Float) -> Float { Float(Double(x) * gate(Double(x)).value) }

  func derivative(at x: Float, output y: Float) -> Float {
    let (gate, odds) = gate(Double(x))
    let slope = 2 / (odds * (odds + 2) + 2) * (1 + gate) * odds / (1 + odds)
    return Float(gate + Double(x) * slope)
  }

  /// `tanh(ln(1 + e))` without a logarithm, and `e = eˣ`; from 40 on the gate is open.
  @inline(__always)
  private func gate(_ x: Double) -> (value: Double, odds: Double) {
    let odds = exponential(x > 40 ? 40 : x)
    let product = odds * (odds + 2)
    return (product / (product + 2), odds)
  }
}
