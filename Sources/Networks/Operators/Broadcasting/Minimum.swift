/// The lesser of two elements; where they are equal, each gets half of the gradient, as in PyTorch.
///
/// NaN if either is.
public struct Minimum: BroadcastingOperator {
  /// An elementwise minimum.
  public init() {}

  func value(_ x: Float, _ y: Float) -> Float { x < y || x.isNaN ? x : y }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float {
    x < y ? 1 : x == y ? 0.5 : 0
  }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float {
    y < x ? 1 : x == y ? 0.5 : 0
  }
}
