internal import Foundation
public import Tensors

/// `1 / (1 + e⁻ˣ)`
public struct Sigmoid: Operator {
  /// A logistic function.
  public init() {}

  /// The input's shape.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    return inputs[0]
  }

  /// Numbers between 0 and 1.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    mapElements(inputs[0]) { Float(1 / (1 + exp(-Double($0)))) }
  }

  /// `g · y · (1 − y)`
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [zipElements(cotangent, output) { $0 * $1 * (1 - $1) }]
  }
}
