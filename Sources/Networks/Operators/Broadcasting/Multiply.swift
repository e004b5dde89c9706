/// The product, element by element, of two tensors that broadcast together.
public struct Multiply: BroadcastingOperator {
  /// A product.
  public init() {}

  func value(_ x: Float, _ y: Float) -> Float { x * y }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { y }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float { x }
}
