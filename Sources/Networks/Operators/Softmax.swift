public import Tensors

/// `eˣ / Σ eˣ` over an axis.
public struct Softmax: Operator {
  /// The axis over which the output sums to 1.
  public let axis: Int

  /// A softmax; axis 1 is the channels.
  public init(axis: Int = 1) { self.axis = axis }

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireAxes([axis], inputs)
    return inputs[0]
  }

  /// Shares that sum to 1 over the axis.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let (powers, _, sums) = shiftedPowers(inputs[0], over: [axis])
    return combine(powers, over: [axis], sums, by: Divided.self)
  }

  /// `y · (g − Σ g·y)`
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let products = broadcastElements(cotangent, output, to: output.shape, by: Multiply())
    let sums = reduce(products, over: [axis], by: Sum.self)
    let excess = combine(cotangent, over: [axis], sums, by: Shifted.self)
    return [broadcastElements(output, excess, to: output.shape, by: Multiply())]
  }
}
