public import Tensors

/// The input repeated along each axis, as NumPy's `tile`.
public struct Tile: ThinningOperator, AxisCopy {
  /// How often the input is repeated along each axis, not negative.
  public let repeats: [Int]

  /// A repetition.
  public init(repeats: [Int]) { self.repeats = repeats }

  /// The input's sizes times the repetitions.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireCountable(inputs)
    guard inputs[0].rank == repeats.count else {
      throw ShapeError(
        self, inputs: inputs, expected: "one input of \(repeats.count) axes, as the repetitions")
    }
    let sizes = zip(inputs[0].dimensions, repeats).map { $0.multipliedReportingOverflow(by: $1) }
    guard sizes.allSatisfy({ !$0.overflow }) else {
      throw ShapeError(self, inputs: inputs, expected: "fewer repetitions than \(repeats)")
    }
    return try countable(sizes.map(\.partialValue), inputs)
  }

  func copies(from input: Shape) -> (tables: AxisTables, output: Shape) {
    let output = Shape(zip(input.dimensions, repeats).map { $0 * $1 })
    let tables = AxisTables(from: input, to: output) { axis in
      (axis, (0..<output[axis]).map { $0 % input[axis] })
    }
    return (tables, output)
  }
}
