internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Constants, shapes, and what exporters compute with them.
  static let shapeArithmetic: [String: OperatorMapping] = [
    "Constant": .single { node, _ in .constant(try storedConstant(node)) },
    "Shape": .single { node, _ in
      let sizes = try node.input(0).sizes
      func place(_ attribute: String, _ fallback: Int) throws -> Int {
        let place = try node.integer(attribute, default: fallback)
        return min(max(place < 0 ? place + sizes.count : place, 0), sizes.count)
      }
      let (start, end) = (try place("start", 0), try place("end", sizes.count))
      return .constant(ConstantTensor(sizes: Array(sizes[start..<max(start, end)])))
    },
    "Size": .single { node, _ in
      let sizes = try node.input(0).sizes.map(\.pair)
      let count = Probed(sizes.map(\.0).reduce(1, *), sizes.map(\.1).reduce(1, *))
      return .constant(
        ConstantTensor(
          type: .int64, shape: [], elements: count.map { .integers([Int64($0)]) }))
    },
    "ConstantOfShape": .single(constantOfShape),
    "Range": .single { node, _ in .constant(try range(node)) },
    "Cast": .single { node, assembly in
      let number = try node.integer("to", default: 0)
      guard let type = Int32(exactly: number).flatMap(ElementType.init), type.family != .unreadable
      else { throw node.error("casts to element type \(number)", expected: "a type of numbers") }
      return try assembly.cast(try node.input(0), to: type, for: node)
    },
    "CastLike": .single { node, assembly in
      try assembly.cast(try node.input(0), to: try node.input(1).type, for: node)
    },
  ]

  private static func storedConstant(_ node: NodeReader) throws -> ConstantTensor {
    if let tensor = try node.tensor("value") { return tensor }
    if node.has("value_float") {
      return ConstantTensor(Tensor([], repeating: try node.real("value_float", default: 0)))
    }
    if let values = try node.reals("value_floats") {
      return ConstantTensor(Tensor([values.count], logicalOrder: values))
    }
    if node.has("value_int") {
      return ConstantTensor([Int64(try node.integer("value_int", default: 0))], shape: [])
    }
    if let values = try node.integers("value_ints") {
      return ConstantTensor(values.map { Int64($0) }, shape: [values.count])
    }
    throw node.error("holds neither numbers nor a tensor")
  }

  /// One value, repeated to a shape of which the first size may be the batch.
  private static func constantOfShape(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let value = try node.tensor("value") ?? ConstantTensor(Tensor([1], repeating: 0))
    guard value.shape.count == 1 else {
      throw node.error("repeats a tensor of shape \(value.shape)", expected: "one element")
    }
    guard let sizes = try node.probedIntegers(0) else {
      throw node.error("does not say to which shape")
    }
    guard sizes.first.allSatisfy({ 0...1 << 40 ~= $0 }) else {
      throw node.error("makes shape \(sizes.first)", expected: "sizes that fit memory")
    }
    let scalar = try assembly.reshape(.constant(value), to: [], for: node)
    return try assembly.expand(
      scalar, to: sizes.first.indices.map { Probed(sizes.pair.0[$0], sizes.pair.1[$0]) }, for: node)
  }

  private static func range(_ node: NodeReader) throws -> ConstantTensor {
    let limit = 1 << 24
    let bounds = try (0..<3).map { try node.constant($0) }
    func tooLong() -> ONNXError { node.error("has too many numbers", expected: "at most 2²⁴") }
    if bounds[0].type.family == .integer {
      let numbers = try bounds.map { constant in
        guard let number = constant.integers?.fixed?.first else {
          throw node.dependsOnBatch("bound")
        }
        return number
      }
      guard numbers[2] != 0 else { throw node.error("has a step of 0") }
      let distance = Double(numbers[1]) - Double(numbers[0])
      guard distance / Double(numbers[2]) <= Double(limit) else { throw tooLong() }
      let values = Array(stride(from: numbers[0], to: numbers[1], by: Int(numbers[2])))
      return ConstantTensor(values, shape: [values.count], type: bounds[0].type)
    }
    let numbers = try (0..<3).map { try node.real($0) ?? 0 }
    let count = ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up)
    guard count.isFinite, count <= Float(limit) else { throw tooLong() }
    let values = (0..<max(0, Int(count))).map { numbers[0] + Float($0) * numbers[2] }
    return ConstantTensor(Tensor([values.count], logicalOrder: values))
  }
}

extension GraphAssembly {
  /// The value as elements of another type.
  ///
  /// All reals are computed in Float32; a cast to a shorter type rounds as the type does.
  mutating func cast(
    _ value: Value, to type: ElementType, for node: NodeReader
  ) throws -> Value {
    if case .constant(let constant) = value, type.family == .integer {
      let elements = constant.elements.map { elements -> ConstantTensor.Elements in
        if type == .boolean, case .reals(let tensor) = elements {
          return .integers(tensor.logicalElements.map { $0 == 0 ? 0 : 1 })
        }
        return .integers(elements.integers.map { type.wrapped($0) })
      }
      return .constant(ConstantTensor(type: type, shape: constant.shape, elements: elements))
    }
    if case .constant(let constant) = value, constant.type.family == .integer {
      let reals = constant.elements.map { elements in
        ConstantTensor.Elements.reals(
          Tensor(constant.shape, logicalOrder: elements.integers.map { Float($0) }))
      }
      return try cast(
        .constant(ConstantTensor(type: .float, shape: constant.shape, elements: reals)), to: type,
        for: node)
    }
    switch type {
    case .float16, .bfloat16:
      return try applyElementwise(
        RoundToPrecision(type == .float16 ? .half : .bfloat), to: value, as: type, for: node)
    case .boolean where value.type.family == .real:
      let isZero = try applyElementwise(LogicalNot(), to: value, as: .boolean, for: node)
      return try applyElementwise(LogicalNot(), to: isZero, for: node)
    case _ where type.family == .real || value.type.family == .integer: return value.typed(type)
    default:
      throw node.error(
        "casts what is computed from the image to \(type)", expected: "a cast to real numbers",
        remedy: "Integers have no gradient; export the model up to its class scores.")
    }
  }
}
