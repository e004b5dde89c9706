public import Tensors

/// `x` where positive, else `slope · x`, with a learnt slope (He et al. 2015).
///
/// Inputs: `x` and the slope, which broadcasts to `x`'s shape. At 0 the gradient is that of the
/// negative side, as in PyTorch.
public struct PReLU: BroadcastingOperator {
  /// A parametric rectifier.
  public init() {}

  func value(_ x: Float, _ y: Float) -> Float { x > 0 ? x : y * x }

  func slopeOfFirst(_ x: Float, _ y: Float, output z: Float) -> Float { x > 0 ? 1 : y }

  func slopeOfSecond(_ x: Float, _ y: Float, output z: Float) -> Float { x > 0 ? 0 : x }

  /// The first input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...2, inputs)
    try requireBroadcasting(inputs.dropFirst(), to: inputs[0], inputs)
    return inputs[0]
  }
}
