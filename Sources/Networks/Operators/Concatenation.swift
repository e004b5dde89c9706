public import Tensors

/// The inputs one after another along an axis, by default that of channels.
public struct Concatenation: LocalOperator {
  /// The axis along which the inputs may differ.
  public let axis: Int

  /// A concatenation along `axis`.
  public init(axis: Int = 1) { self.axis = axis }

  /// The inputs' shape with the sum of their sizes along the axis.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard let first = inputs.first else {
      throw ShapeError(self, inputs: inputs, expected: "at least one input")
    }
    guard first.dimensions.indices.contains(axis),
      inputs.allSatisfy({ $0.rank == first.rank }),
      first.dimensions.indices.allSatisfy({ index in
        index == axis || inputs.allSatisfy { $0[index] == first[index] }
      })
    else {
      throw ShapeError(
        self, inputs: inputs, expected: "inputs that have an axis \(axis) and differ only in it")
    }
    try requireCountable(inputs)
    // Each size is below 2⁶¹, so that a sum cut off there cannot overflow and is refused.
    let size = inputs.reduce(0) { min($0 + $1[axis], 1 << 61) }
    return try countable(
      first.dimensions[..<axis] + [size] + first.dimensions[(axis + 1)...], inputs)
  }

  /// All elements, in the order of the inputs.
  public func apply(_ inputs: [Tensor]) -> Tensor { concatenate(inputs, axis: axis) }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    axis == 1 && operands.allSatisfy { $0.numbers == nil } ? ChannelConcatenation() : nil
  }

  /// Each input's part of the cotangent.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    var first = 0
    return zip(inputs, wanted).map { input, isWanted in
      defer { first += input.shape[axis] }
      return isWanted ? part(of: cotangent, axis: axis, from: first, shape: input.shape) : nil
    }
  }
}
