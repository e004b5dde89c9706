internal import Networks
internal import Tensors

/// Arithmetic on integers as ONNX defines it: exact, wrapped to the type, division towards zero.
enum IntegerArithmetic {
  /// The result of `operator`, or `nil` when it is not one that shape arithmetic uses.
  static func apply(
    _ operator: any Operator, _ operands: [ConstantTensor.Elements], _ shapes: [Shape],
    type: ElementType
  ) throws -> [Int64]? {
    let values = operands.map(\.integers)
    if let reduction = `operator` as? Reduction {
      return try reduce(reduction, values[0], shapes[0], type)?.map { type.wrapped($0) }
    }
    if let select = `operator` as? Select {
      let broadcast = try broadcast(values, shapes, by: select)
      return zip(broadcast[0], zip(broadcast[1], broadcast[2])).map { $0 != 0 ? $1.0 : $1.1 }
    }
    if let unary = unary(`operator`) { return values[0].map { type.wrapped(unary($0)) } }
    guard values.count == 2, let binary = binary(`operator`, isUnsigned: type == .uint64)
    else { return nil }
    let pair = try broadcast(values, shapes, by: Add())
    return try zip(pair[0], pair[1]).map { type.wrapped(try binary($0, $1)) }
  }

  private static func unary(_ operator: any Operator) -> ((Int64) -> Int64)? {
    switch `operator` {
    case is Negate: { 0 &- $0 }
    case is AbsoluteValue: { $0 < 0 ? 0 &- $0 : $0 }
    case is Sign: { $0.signum() }
    case is LogicalNot: { $0 == 0 ? 1 : 0 }
    case is Floor, is Ceiling, is Round: { $0 }
    default: nil
    }
  }

  private static func binary(
    _ operator: any Operator, isUnsigned: Bool
  ) -> ((Int64, Int64) throws -> Int64)? {
    switch `operator` {
    case is Add: { try exact($0.addingReportingOverflow($1)) }
    case is Subtract: { try exact($0.subtractingReportingOverflow($1)) }
    case is Multiply: { try exact($0.multipliedReportingOverflow(by: $1)) }
    case is Divide: { try quotient($0, $1, isUnsigned: isUnsigned) }
    case is Power: { try power($0, $1) }
    case is Minimum: { min($0, $1) }
    case is Maximum: { max($0, $1) }
    case let modulo as Modulo: { x, y in try remainder(x, y, truncates: modulo.truncates) }
    case let comparison as Comparison: { x, y in holds(comparison, x, y) ? 1 : 0 }
    case let logic as LogicalCombination: { x, y in holds(logic, x != 0, y != 0) ? 1 : 0 }
    default: nil
    }
  }

  private static func holds(_ comparison: Comparison, _ x: Int64, _ y: Int64) -> Bool {
    switch comparison.relation {
    case .equal: x == y
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    }
  }

  private static func holds(_ logic: LogicalCombination, _ x: Bool, _ y: Bool) -> Bool {
    switch logic.connective {
    case .and: x && y
    case .or: x || y
    case .xor: x != y
    }
  }

  /// The result, which a size of a tensor never leaves the range for.
  private static func exact(_ result: (partialValue: Int64, overflow: Bool)) throws -> Int64 {
    guard !result.overflow else { throw ONNXError("the arithmetic on shapes overflows") }
    return result.partialValue
  }

  private static func quotient(_ x: Int64, _ y: Int64, isUnsigned: Bool) throws -> Int64 {
    guard y != 0 else { throw ONNXError("the arithmetic on shapes divides by zero") }
    if isUnsigned { return Int64(bitPattern: UInt64(bitPattern: x) / UInt64(bitPattern: y)) }
    return try exact(x.dividedReportingOverflow(by: y))
  }

  private static func remainder(_ x: Int64, _ y: Int64, truncates: Bool) throws -> Int64 {
    guard y != 0 else { throw ONNXError("the arithmetic on shapes divides by zero") }
    let rest = x.remainderReportingOverflow(dividingBy: y).partialValue
    return truncates || rest == 0 || (rest < 0) == (y < 0) ? rest : rest &+ y
  }

  private static func power(_ base: Int64, _ exponent: Int64) throws -> Int64 {
    guard exponent >= 0 else { return base == 1 ? 1 : 0 }
    var (result, square, rest) = (Int64(1), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = try exact(result.multipliedReportingOverflow(by: square)) }
      rest >>= 1
      if rest > 0 { square = try exact(square.multipliedReportingOverflow(by: square)) }
    }
    return result
  }

  /// The operands brought to one shape by giving their places to an operator that broadcasts.
  private static func broadcast(
    _ values: [[Int64]], _ shapes: [Shape], by operator: any Operator
  ) throws -> [[Int64]] {
    let shape = try `operator`.outputShape(for: shapes)
    return try zip(values, shapes).map { values, own in
      if own == shape { return values }
      guard values.count <= 1 << 24 else {
        throw ONNXError("broadcasts \(values.count) integers", expected: "at most 2²⁴")
      }
      let places = Tensor(own, logicalOrder: (0..<values.count).map { Float($0) })
      return Expand(to: shape.dimensions).apply([places]).logicalElements.map { values[Int($0)] }
    }
  }

  private static func reduce(
    _ reduction: Reduction, _ values: [Int64], _ shape: Shape, _ type: ElementType
  ) throws -> [Int64]? {
    let combine: (Int64, Int64) -> Int64
    let neutral: Int64
    switch reduction.kind {
    case .sum: (combine, neutral) = ({ $0 &+ $1 }, 0)
    case .product: (combine, neutral) = ({ $0 &* $1 }, 1)
    case .max: (combine, neutral) = ({ max($0, $1) }, type.bounds.lowerBound)
    case .min: (combine, neutral) = ({ min($0, $1) }, type.bounds.upperBound)
    default: return nil
    }
    var result = Array(repeating: neutral, count: try reduction.outputShape(for: [shape]).count)
    for (index, value) in values.enumerated() {
      var (rest, place, step) = (index, 0, 1)
      for axis in shape.dimensions.indices.reversed() {
        let position = rest % shape[axis]
        rest /= shape[axis]
        guard !reduction.axes.contains(axis) else { continue }
        place += position * step
        step *= shape[axis]
      }
      result[place] = combine(result[place], value)
    }
    return result
  }
}
