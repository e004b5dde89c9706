/// `alpha · x + beta` kept within `0...1`.
public struct HardSigmoid: ElementwiseOperator {
  /// The slope; PyTorch's is 1/6, Keras' 0.2.
  public let alpha: Float
  /// The value at 0.
  public let beta: Float

  /// A piecewise linear sigmoid; the defaults are ONNX's.
  public init(alpha: Float = 0.2, beta: Float = 0.5) {
    self.alpha = alpha
    self.beta = beta
  }

  func value(_ x: Float) -> Float {
    let line = alpha * x + beta
    return line < 0 ? 0 : line > 1 ? 1 : line
  }

  func derivative(at x: Float, output y: Float) -> Float {
    let line = alpha * x + beta
    return line > 0 && line < 1 ? alpha : 0
  }
}
