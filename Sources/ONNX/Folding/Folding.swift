internal import Diagnostics
internal import Networks
internal import Tensors

extension GraphAssembly {
  /// The constant that `operator` makes of constants.
  func fold(
    _ operator: any Operator, _ constants: [ConstantTensor], as type: ElementType,
    for node: NodeReader
  ) throws -> ConstantTensor {
    let shapes = constants.map(\.shape)
    let shape: Shape
    do throws(ShapeError) {
      shape = try `operator`.outputShape(for: shapes)
    } catch {
      var located = error
      located.node = node.name
      throw ONNXError(located.description)
    }
    guard shape.count <= Self.largestConstant else {
      throw node.error("makes a constant of shape \(shape)", expected: "a smaller one")
    }
    func elements(_ operands: [ConstantTensor.Elements]) throws -> ConstantTensor.Elements {
      if type.family == .integer, `operator`.movesOnly {
        return .integers(try moved(`operator`, operands, shapes, node))
      }
      if type.family == .integer, operands.allSatisfy(\.areIntegers),
        let integers = try IntegerArithmetic.apply(`operator`, operands, shapes, type: type)
      {
        return .integers(integers)
      }
      let tensors = try zip(operands, shapes).map { elements, shape in
        guard let tensor = elements.tensor(shape: shape) else {
          throw node.error(
            "computes with integers beyond 2²⁴", expected: "numbers exact in Float32")
        }
        return tensor
      }
      let result = ConstantTensor.Elements.reals(`operator`.apply(tensors))
      return type.family == .integer
        ? .integers(result.integers.map { type.wrapped($0) }) : result
    }
    let all = constants.map(\.elements)
    if all.allSatisfy({ $0.fixed != nil }) {
      return ConstantTensor(
        type: type, shape: shape, elements: .fixed(try elements(all.map(\.first))))
    }
    return ConstantTensor(
      type: type, shape: shape,
      elements: .varying(try elements(all.map(\.pair.0)), try elements(all.map(\.pair.1))))
  }

  /// More numbers than any weight has, few enough to be held.
  static let largestConstant = 1 << 29

  /// What an operator that only moves elements makes of integers: it is given their places.
  private func moved(
    _ operator: any Operator, _ operands: [ConstantTensor.Elements], _ shapes: [Shape],
    _ node: NodeReader
  ) throws -> [Int64] {
    var pool: [Int64] = []
    var places: [Tensor] = []
    for (elements, shape) in zip(operands, shapes) {
      let first = pool.count
      pool += elements.integers
      guard pool.count <= 1 << 24 else {
        throw node.error("moves \(pool.count) integers", expected: "at most 2²⁴")
      }
      places.append(Tensor(shape, logicalOrder: (first..<pool.count).map { Float($0) }))
    }
    // A pad fills with a value of its own: it is given the places −1, and the value afterwards.
    let (mover, fill) = `operator`.fillingWithPlaces
    return mover.apply(places).logicalElements.map { $0 < 0 ? fill : pool[Int($0)] }
  }
}

extension Operator {
  /// Whether every output is one of the inputs, unchanged.
  fileprivate var movesOnly: Bool {
    switch self {
    case is Transpose, is Slice, is Gather, is Pad, is Tile, is Expand, is Reshape, is Flatten,
      is Concatenation, is DepthToSpace, is SpaceToDepth:
      true
    default: false
    }
  }

  /// The same movement with −1 where nothing is moved to, and what is to stand there.
  fileprivate var fillingWithPlaces: (any Operator, Int64) {
    guard let pad = self as? Pad, case .constant(let value) = pad.mode else { return (self, 0) }
    return (Pad(before: pad.before, after: pad.after, mode: .constant(-1)), Int64(clamping: value))
  }
}
