internal import Foundation

/// `x` to the power of `y`.
///
/// Gradients are PyTorch's: by `x` it is 0 where `y` is 0, and by `y` it is 0 where `x` is 0 and `y`
/// is not negative.
public struct Power: BroadcastingOperator {
  /// A power.
  public init() {}

  func value(_ x: Float, _ y: Float) -> Float {
    // Squares are common and need no logarithm.
    y == 2 ? x * x : Float(pow(Double(x), Double(y)))
  }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float {
    if y == 0 { return 0 }
    return y == 2 ? 2 * x : Float(Double(y) * pow(Double(x), Double(y) - 1))
  }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float {
    x == 0 && y >= 0 ? 0 : Float(Double(z) * log(Double(x)))
  }
}
