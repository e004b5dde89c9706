/// `ln(1 + eˣ)`
public struct Softplus: ElementwiseOperator {
  /// A smooth rectifier.
  public init() {}

  func value(_ x: Float) -> Float {
    let x = Double(x)
    return Float((x > 0 ? x : 0) + logarithmOfOnePlus(exponential(-x.magnitude)))
  }

  func derivative(at x: Float, output y: Float) -> Float { Float(logistic(Double(x))) }
}
