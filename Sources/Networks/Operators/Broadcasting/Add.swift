public import Tensors

/// The sum of two tensors that broadcast together.
public struct Add: BroadcastingOperator, FusingOperator {
  /// A sum.
  public init() {}

  var fusesResidual: Bool { false }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    if operands.allSatisfy({ $0.numbers == nil && $0.shape == output }) {
      return MapSum(epilogue: demand.epilogue)
    }
    return demand.epilogue == Epilogue() ? broadcastKernel(for: operands, output: output) : nil
  }

  func value(_ x: Float, _ y: Float) -> Float { x + y }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { 1 }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float { 1 }

  /// The cotangent, for both, summed over the axes along which an input is repeated.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [
      wanted[0] ? sum(cotangent, to: inputs[0].shape) : nil,
      wanted[1] ? sum(cotangent, to: inputs[1].shape) : nil,
    ]
  }
}
