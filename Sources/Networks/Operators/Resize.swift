public import Tensors

/// Interpolation along some axes, one after another, as ONNX's `Resize`.
public struct Resize: ThinningOperator {
  /// How each axis is resized; `nil` leaves it as it is.
  public let axes: [ResizeAxis?]

  /// A resizing, with an entry for each axis.
  public init(axes: [ResizeAxis?]) { self.axes = axes }

  /// The input's sizes with those of the resized axes replaced.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    guard inputs[0].rank == axes.count,
      zip(inputs[0].dimensions, axes).allSatisfy({ $1 == nil || $1?.input == $0 })
    else {
      let sizes = axes.map { $0.map { String($0.input) } ?? "any" }
      throw ShapeError(
        self, inputs: inputs, expected: "an input of sizes [\(sizes.joined(separator: ", "))]")
    }
    if let problem = axes.lazy.compactMap({ $0?.problem }).first {
      throw ShapeError(self, inputs: inputs, expected: problem)
    }
    // Axes are resized one by one, so that every shape on the way must be countable.
    var dimensions = inputs[0].dimensions
    _ = try countable(dimensions, inputs)
    for (index, axis) in axes.enumerated() {
      if let axis { dimensions[index] = axis.output }
      _ = try countable(dimensions, inputs)
    }
    return Shape(dimensions)
  }

  /// The interpolated values.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    steps.reduce(inputs[0]) { resize($0, axis: $1.index, by: ResizeWeights($1.axis)) }
  }

  /// The cotangents, given by the same weights to what was read.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    [
      steps.reversed().reduce(cotangent) { cotangent, step in
        let weights = ResizeWeights(step.axis).transposed(inputs: step.axis.input)
        return resize(cotangent, axis: step.index, by: weights)
      }
    ]
  }

  private var steps: [(index: Int, axis: ResizeAxis)] {
    axes.enumerated().compactMap { index, axis in axis.map { (index, $0) } }
  }
}
