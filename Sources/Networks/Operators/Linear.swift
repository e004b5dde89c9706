public import Tensors

/// `x · weightᵀ + bias`
///
/// Inputs: `[N, I]`, weight `[O, I]` and, optionally, bias `[O]`.
public struct Linear: Operator {
  /// A fully connected layer.
  public init() {}

  /// `[N, O]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...3, inputs)
    let (input, weight) = (inputs[0], inputs[1])
    guard weight.rank == 2 else {
      throw ShapeError(self, inputs: inputs, expected: "a weight of shape [O, I]")
    }
    guard input.rank == 2, input[1] == weight[1] else {
      throw ShapeError(self, inputs: inputs, expected: "an input of shape [N, \(weight[1])]")
    }
    guard inputs.count == 2 || inputs[2] == [weight[0]] else {
      throw ShapeError(self, inputs: inputs, expected: "a bias of shape [\(weight[0])]")
    }
    return [input[0], weight[0]]
  }

  /// The weighted sums.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    linear(inputs[0], weight: inputs[1], bias: inputs.count > 2 ? inputs[2] : nil)
  }

  /// `g · weight`, `gᵀ · x` and the sum of `g`.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    var gradients: [Tensor?] = [
      wanted[0] ? matrixProduct(cotangent, inputs[1]) : nil,
      wanted[1] ? matrixProduct(cotangent, transposed: true, inputs[0]) : nil,
    ]
    if inputs.count > 2 { gradients.append(wanted[2] ? sumOverChannels(cotangent) : nil) }
    return gradients
  }
}
