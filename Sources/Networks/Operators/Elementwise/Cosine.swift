internal import Foundation

/// The cosine of an angle in radians.
public struct Cosine: ElementwiseOperator {
  /// A cosine.
  public init() {}

  func value(_ x: Float) -> Float { Float(cos(Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float { Float(-sin(Double(x))) }
}
