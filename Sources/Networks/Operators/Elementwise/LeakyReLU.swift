/// `x` where positive, else `slope · x` (Maas et al. 2013).
public struct LeakyReLU: ElementwiseOperator {
  /// The factor of negative numbers.
  public let slope: Float

  /// A rectifier that lets some of the negative part through.
  public init(slope: Float) { self.slope = slope }

  func value(_ x: Float) -> Float { x > 0 ? x : slope * x }

  func derivative(at x: Float, output y: Float) -> Float { x > 0 ? 1 : slope }
}
