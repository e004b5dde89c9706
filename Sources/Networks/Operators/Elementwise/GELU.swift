/// `x · Φ(x)`, with `Φ` the distribution function of a standard normal number (Hendrycks &
/// Gimpel 2016).
public struct GELU: ElementwiseOperator {
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

  func value(_ x: Float) -> Float {
    let x = Double(x)
    return switch approximation {
    case .none: Float(x * normalShare(below: x))
    case .tanh: Float(x * logistic(cubic(x)))
    }
  }

  func derivative(at x: Float, output y: Float) -> Float {
    let x = Double(x)
    switch approximation {
    case .none:
      let density = exponential(-0.5 * x * x) / (2 * Double.pi).squareRoot()
      return Float(normalShare(below: x) + x * density)
    case .tanh:
      let share = logistic(cubic(x))
      let slope = 2 * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
      return Float(share + x * share * (1 - share) * slope)
    }
  }

  /// `Φ(x)`, accurate relative to itself also far below zero.
  @inline(__always)
  private func normalShare(below x: Double) -> Double {
    0.5 * complementaryErrorFunction(-x * 0.5.squareRoot())
  }

  /// Twice the argument of `tanh`, because `(1 + tanh u) / 2` is the logistic function of `2u`.
  @inline(__always)
  private func cubic(_ x: Double) -> Double {
    2 * (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
  }
}
