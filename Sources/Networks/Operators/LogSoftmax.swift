internal import Foundation
public import Tensors

/// `x − ln Σ eˣ` over an axis: the logarithm of the softmax, also where that rounds to 0.
public struct LogSoftmax: Operator {
  /// The axis over which the exponentials of the output sum to 1.
  public let axis: Int

  /// A log-softmax; axis 1 is the channels.
  public init(axis: Int) { self.axis = axis }

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireAxes([axis], inputs)
    return inputs[0]
  }

  /// Logarithms of shares.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    let (_, peaks, sums) = shiftedPowers(inputs[0], over: [axis])
    let offsets = zip(peaks, sums).map { $0 + log($1) }
    return combine(inputs[0], over: [axis], offsets, by: Shifted.self)
  }

  /// `g − e^y · Σ g`
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let sums = reduce(cotangent, over: [axis], by: Sum.self)
    let shares = combine(output, over: [axis], sums.map { _ in 0 }, sums, by: ScaledPower.self)
    return [broadcastElements(cotangent, shares, to: output.shape, by: Subtract())]
  }
}
