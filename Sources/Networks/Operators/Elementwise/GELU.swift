public import Tensors

/// `x · Φ(x)`, with `Φ` the distribution function of a standard normal number (Hendrycks &
/// Gimpel 2016).
public struct GELU: Operator {
  /// How `Φ` is computed.
  public enum Approximation: Sendable {
    /// By the error function.
    case none
    /// As `(1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2`.
    case tanh
  }

  /// How `Φ` is computed.
  public let approximation: Approximation

  /// A Gaussian error linear unit.
  public init(approximation: Approximation = .none) { self.approximation = approximation }

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    return inputs[0]
  }

  /// The input, gated by the share of normal numbers below it.
  public func apply(_ inputs: [Tensor]) -> Tensor { formula.apply(inputs) }

  /// The cotangent times the derivative.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    formula.pullback(cotangent, inputs: inputs, output: output, wanted: wanted)
  }

  /// Chosen once and not for each element.
  private var formula: any ElementwiseOperator {
    switch approximation {
    case .none: ExactGELU()
    case .tanh: TanhGELU()
    }
  }
}

private struct ExactGELU: ElementwiseOperator {
  func value(_ x: Float) -> Float { Float(Double(x) * share(below: Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float {
    let x = Double(x)
    let density = exponential(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    return Float(share(below: x) + x * density)
  }

  /// `Φ(x)`, accurate relative to itself also far below zero.
  @inline(__always)
  private func share(below x: Double) -> Double {
    0.5 * complementaryErrorFunction(-x * 0.5.squareRoot())
  }
}

private struct TanhGELU: ElementwiseOperator {
  func value(_ x: Float) -> Float { Float(Double(x) * logistic(argument(Double(x)))) }

  func derivative(at x: Float, output y: Float) -> Float {
    let x = Double(x)
    let share = logistic(argument(x))
    let slope = 2 * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
    return Float(share + x * share * (1 - share) * slope)
  }

  /// Twice the argument of `tanh`, because `(1 + tanh u) / 2` is the logistic function of `2u`.
  @inline(__always)
  private func argument(_ x: Double) -> Double {
    2 * (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }
}
