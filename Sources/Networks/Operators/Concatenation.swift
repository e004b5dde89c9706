public import Tensors

/// The inputs one after another along the channel axis.
public struct Concatenation: Operator {
  /// A concatenation along axis 1.
  public init() {}

  /// The inputs' shape with the sum of their channels.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard !inputs.isEmpty else {
      throw ShapeError(self, inputs: inputs, expected: "at least one input")
    }
    func rest(_ shape: Shape) -> [Int] { [shape[0]] + shape.dimensions.dropFirst(2) }
    guard inputs.allSatisfy({ $0.rank == 2 || $0.rank == 4 }),
      inputs.allSatisfy({ rest($0) == rest(inputs[0]) })
    else {
      throw ShapeError(
        self, inputs: inputs, expected: "[N, C] or [N, C, H, W] inputs that differ only in C")
    }
    var dimensions = inputs[0].dimensions
    dimensions[1] = inputs.reduce(0) { $0 + $1.channels }
    return Shape(dimensions)
  }

  /// All channels, in the order of the inputs.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    var dimensions = inputs[0].shape.dimensions
    dimensions[1] = inputs.reduce(0) { $0 + $1.shape.channels }
    return concatenateChannels(inputs, shape: Shape(dimensions))
  }

  /// Each input's channels of the cotangent.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    var first = 0
    return zip(inputs, wanted).map { input, isWanted in
      defer { first += input.shape.channels }
      return isWanted ? sliceChannels(cotangent, first..<first + input.shape.channels) : nil
    }
  }
}
