/// The quotient of two tensors that broadcast together.
public struct Divide: BroadcastingOperator {
  /// A quotient.
  public init() {}

  func value(_ x: Float, _ y: Float) -> Float { x / y }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { 1 / y }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float { -z / y }
}
