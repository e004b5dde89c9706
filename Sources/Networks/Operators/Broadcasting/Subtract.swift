public import Tensors

/// The difference of two tensors that broadcast together.
public struct Subtract: BroadcastingOperator {
  /// A difference.
  public init() {}

  func value(_ x: Float, _ y: Float) -> Float { x - y }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { 1 }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float { -1 }

  /// The cotangent and its negative, summed over the axes along which an input is repeated.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [
      wanted[0] ? sum(cotangent, to: inputs[0].shape) : nil,
      wanted[1] ? mapElements(sum(cotangent, to: inputs[1].shape), by: Negate()) : nil,
    ]
  }
}
