/// `x / (1 + |x|)`
public struct Softsign: ElementwiseOperator {
  /// A slowly saturating sigmoid.
  public init() {}

  func value(_ x: Float) -> Float { x / (1 + x.magnitude) }

  func derivative(at x: Float, output y: Float) -> Float {
    let size = 1 + x.magnitude
    return 1 / (size * size)
  }
}
