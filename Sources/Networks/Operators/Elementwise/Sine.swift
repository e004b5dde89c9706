internal import Foundation

/// The sine of an angle in radians.
public struct Sine: ElementwiseOperator {
  /// A sine.
  public init() {}

  func value(_ x: Float) -> Float { Float(sin(Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float { Float(cos(Double(x))) }
}
