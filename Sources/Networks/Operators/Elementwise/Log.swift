internal import Foundation

/// The natural logarithm: −∞ at 0, NaN below.
public struct Log: ElementwiseOperator {
  /// A logarithm.
  public init() {}

  func value(_ x: Float) -> Float { Float(log(Double(x))) }

  func derivative(at x: Float, output y: Float) -> Float { 1 / x }
}
