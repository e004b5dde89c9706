public import Tensors

/// Evenly spaced elements along each axis.
public struct Slice: ThinningOperator, AxisCopy {
  /// What is taken along one axis.
  public struct Range: Hashable, Sendable {
    /// The first index.
    public var start: Int
    /// How many elements.
    public var count: Int
    /// The distance between them; negative to walk backwards.
    public var step: Int

    /// `count` elements from `start`, `step` apart.
    public init(start: Int, count: Int, step: Int = 1) {
      self.start = start
      self.count = count
      self.step = step
    }

    /// Whether all the elements lie in an axis of `size` elements.
    func fits(_ size: Int) -> Bool {
      guard count > 0 else { return count == 0 }
      let (span, overflows) = (count - 1).multipliedReportingOverflow(by: step)
      let (last, leaves) = start.addingReportingOverflow(span)
      return !overflows && !leaves && 0..<size ~= start && 0..<size ~= last
    }
  }

  /// What is taken along each axis; `nil` for all of it.
  public let ranges: [Range?]

  /// A slice with a range, or `nil`, for each axis.
  public init(ranges: [Range?]) { self.ranges = ranges }

  /// The counts of the ranges.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    guard inputs[0].rank == ranges.count,
      zip(inputs[0].dimensions, ranges).allSatisfy({ $1?.fits($0) ?? true })
    else {
      let ranges = ranges.map { range in
        range.map { "\($0.count) from \($0.start) by \($0.step)" } ?? "any"
      }
      throw ShapeError(
        self, inputs: inputs,
        expected: "an input that contains, along its axes, \(ranges.joined(separator: ", "))")
    }
    try requireCountable(inputs)
    return try countable(sizes(of: inputs[0]), inputs)
  }

  func copies(from input: Shape) -> (tables: AxisTables, output: Shape) {
    let output = Shape(sizes(of: input))
    let tables = AxisTables(from: input, to: output) { axis in
      let range = ranges[axis] ?? Range(start: 0, count: input[axis])
      return (axis, (0..<range.count).map { range.start + $0 * range.step })
    }
    return (tables, output)
  }

  private func sizes(of input: Shape) -> [Int] {
    zip(input.dimensions, ranges).map { $1?.count ?? $0 }
  }
}
