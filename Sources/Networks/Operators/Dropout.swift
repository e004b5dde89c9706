public import Tensors

/// Sets a random share of elements to zero while training; otherwise does nothing.
///
/// What is kept is scaled by `1 / (1 − rate)` (Srivastava et al. 2014, "inverted" form).
public struct Dropout: ThinningOperator {
  /// The share set to zero, in `0..<1`.
  public let rate: Float
  /// Decides which; `nil` outside training.
  public let seed: UInt64?

  /// A dropout, inactive until ``whileTraining(seed:)``.
  public init(rate: Float) { self.init(rate: rate, seed: nil) }

  init(rate: Float, seed: UInt64?) {
    precondition(rate >= 0 && rate < 1, "dropout rate \(rate) is not in 0..<1")
    self.rate = rate
    self.seed = seed
  }

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    return inputs[0]
  }

  /// The input, thinned out while training.
  public func apply(_ inputs: [Tensor]) -> Tensor { thinned(inputs[0]) }

  /// The cotangent, thinned out in the same places.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [thinned(cotangent)]
  }

  /// The same dropout, active.
  public func whileTraining(seed: UInt64) -> any Operator { Dropout(rate: rate, seed: seed) }

  private func thinned(_ x: Tensor) -> Tensor {
    guard let seed, rate > 0 else { return x }
    var generator = RandomGenerator(seed: seed)
    let mask = (0..<x.count).map { _ in
      generator.uniform() < Double(rate) ? 0 : 1 / (1 - rate)
    }
    return broadcastElements(
      x, Tensor(x.shape, logicalOrder: mask), to: x.shape, by: Multiply())
  }
}
