public import Tensors

/// Elements added, or removed, at both ends of each axis.
public struct Pad: ThinningOperator, AxisCopy {
  /// What added elements are; as NumPy's modes of the same names.
  public enum Mode: Hashable, Sendable {
    /// A number.
    case constant(Float)
    /// The input mirrored at its first and last elements, which are not repeated.
    case reflect
    /// The nearest element.
    case edge
    /// The input repeated.
    case wrap
  }

  /// Elements added before each axis; a negative number removes some.
  public let before: [Int]
  /// Elements added after each axis; a negative number removes some.
  public let after: [Int]
  /// What added elements are.
  public let mode: Mode

  /// A padding. Elements are removed before others are added.
  public init(before: [Int], after: [Int], mode: Mode) {
    self.before = before
    self.after = after
    self.mode = mode
  }

  /// The input's sizes with what is added.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(1...1, inputs)
    try requireCountable(inputs)
    guard before.count == inputs[0].rank, after.count == inputs[0].rank else {
      throw ShapeError(
        self, inputs: inputs, expected: "an input of \(before.count) axes, as the padding")
    }
    let limit = 1 << 61
    var dimensions: [Int] = []
    for (axis, size) in inputs[0].dimensions.enumerated() {
      guard -limit...limit ~= before[axis], -limit...limit ~= after[axis],
        size + min(before[axis], 0) + min(after[axis], 0) >= 0
      else {
        throw ShapeError(
          self, inputs: inputs,
          expected: "axis \(axis) to hold what is added to it: \(before[axis]) before and "
            + "\(after[axis]) after")
      }
      dimensions.append(size + before[axis] + after[axis])
      guard isConstant || kept(axis, of: size).count > 0 || dimensions[axis] == 0 else {
        throw ShapeError(
          self, inputs: inputs, expected: "an element of axis \(axis) to be repeated")
      }
    }
    return try countable(dimensions, inputs)
  }

  func copies(from input: Shape) -> (tables: AxisTables, output: Shape) {
    let output = Shape(input.dimensions.indices.map { input[$0] + before[$0] + after[$0] })
    let fill: Float = if case .constant(let value) = mode { value } else { 0 }
    let tables = AxisTables(from: input, to: output, fill: fill) { axis in
      let kept = kept(axis, of: input[axis])
      return (axis, (0..<output[axis]).map { source($0 - before[axis], in: kept) })
    }
    return (tables, output)
  }

  private var isConstant: Bool { if case .constant = mode { true } else { false } }

  /// The elements of an axis that are not removed.
  private func kept(_ axis: Int, of size: Int) -> Range<Int> {
    max(0, -before[axis])..<size + min(0, after[axis])
  }

  /// The element of `kept` that takes the place of `index`, or -1.
  private func source(_ index: Int, in kept: Range<Int>) -> Int {
    if kept.contains(index) { return index }
    let (count, distance) = (kept.count, index - kept.lowerBound)
    switch mode {
    case .constant: return -1
    case .edge: return distance < 0 ? kept.lowerBound : kept.upperBound - 1
    case .wrap: return kept.lowerBound + remainder(distance, count)
    case .reflect:
      guard count > 1 else { return kept.lowerBound }
      let place = remainder(distance, 2 * (count - 1))
      return kept.lowerBound + min(place, 2 * (count - 1) - place)
    }
  }

  /// `value` modulo `divisor`, not negative.
  private func remainder(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }
}
