internal import Foundation
internal import Networks
internal import Tensors

/// One node of the file with its inputs, read with the errors that name it.
struct NodeReader {
  let proto: WireNodeProto
  /// The version of ONNX's operators that the file uses.
  let opset: Int
  /// The node's inputs; `nil` where an optional one is left out.
  let inputs: [Value?]
  /// What the user types after `--layer`.
  let name: String
  private let attributes: [String: WireAttributeProto]
  private let reading: TensorReading

  init(
    _ proto: WireNodeProto, opset: Int, inputs: [Value?], name: String, reading: TensorReading
  ) {
    self.proto = proto
    self.reading = reading
    self.opset = opset
    self.inputs = inputs
    self.name = name
    attributes = Dictionary(proto.attribute.map { ($0.name, $0) }) { first, _ in first }
  }

  /// A step that is no node of the file.
  init(named name: String) {
    self.init(
      WireNodeProto(), opset: ONNXFile.opsets.upperBound, inputs: [], name: name,
      reading: TensorReading(externalData: ExternalData(folder: URL(filePath: "/"))))
  }

  /// The operator, such as `Conv`.
  var operatorType: String { proto.opType }

  /// Whether the operator is one of ONNX's own.
  var isStandard: Bool { proto.domain.isStandardDomain }

  /// Whether anybody may read the output at `index`.
  func hasOutput(_ index: Int) -> Bool {
    index < proto.output.count && !proto.output[index].isEmpty
  }

  /// An error about this node.
  func error(_ found: String, expected: String? = nil, remedy: String? = nil) -> ONNXError {
    ONNXError("\(operatorType) '\(name)' \(found)", expected: expected, remedy: remedy)
  }
}

extension NodeReader {
  /// The input at `index`, which the operator cannot do without.
  func input(_ index: Int) throws -> Value {
    guard let value = optionalInput(index) else {
      throw error("has \(inputs.count) inputs", expected: "at least \(index + 1)")
    }
    return value
  }

  /// Checks that nothing is given that the operator would not look at.
  func checkInputs(atMost count: Int) throws {
    guard inputs.count <= count else {
      throw error("has \(inputs.count) inputs", expected: "at most \(count)")
    }
  }

  /// The input at `index`, if it is given.
  func optionalInput(_ index: Int) -> Value? { index < inputs.count ? inputs[index] : nil }

  /// The input at `index`, which must not be computed from the image.
  func constant(_ index: Int) throws -> ConstantTensor {
    guard let constant = try optionalConstant(index) else {
      throw error("lacks its input \(index)", expected: "a constant")
    }
    return constant
  }

  /// The input at `index`, which must not be computed from the image, if it is given.
  func optionalConstant(_ index: Int) throws -> ConstantTensor? {
    switch optionalInput(index) {
    case nil: return nil
    case .constant(let constant): return constant
    case .feature:
      throw error(
        "computes its input \(index) ('\(proto.input[index])') from the image",
        expected: "a constant", remedy: "Export the model with fixed image sizes.")
    }
  }

  /// A list of integers for each batch size, from the input at `index`.
  func probedIntegers(_ index: Int) throws -> Probed<[Int]>? {
    guard let constant = try optionalConstant(index) else { return nil }
    guard let integers = constant.integers else {
      throw error("has \(constant.type) numbers as input \(index)", expected: "integers")
    }
    return integers.map { $0.map { Int($0) } }
  }

  /// A list of integers that do not depend on the batch size.
  func integers(_ index: Int) throws -> [Int]? {
    guard let probed = try probedIntegers(index) else { return nil }
    guard let fixed = probed.fixed else { throw dependsOnBatch("input \(index)") }
    return fixed
  }

  /// A list of real numbers from the input at `index`.
  func reals(_ index: Int) throws -> [Float]? {
    guard let constant = try optionalConstant(index) else { return nil }
    guard let tensor = constant.tensor else { throw dependsOnBatch("input \(index)") }
    return tensor.logicalElements
  }

  /// One real number from the input at `index`.
  func real(_ index: Int) throws -> Float? {
    guard let numbers = try reals(index) else { return nil }
    guard numbers.count == 1 else {
      throw error("has \(numbers.count) numbers as input \(index)", expected: "one")
    }
    return numbers[0]
  }

  /// Something differs with the number of images in a way that has no meaning for each image.
  func dependsOnBatch(_ what: String) -> ONNXError {
    error(
      "has an \(what) that depends on the batch size", expected: "the same for every batch",
      remedy: "Export the model with a fixed batch size of 1.")
  }
}

extension NodeReader {
  /// Whether an attribute is set.
  func has(_ attribute: String) -> Bool { attributes[attribute] != nil }

  func integer(_ attribute: String, default fallback: Int) throws -> Int {
    guard let value = try typed(attribute, 2, "an integer") else { return fallback }
    return Int(value.i)
  }

  func integers(_ attribute: String) throws -> [Int]? {
    guard let value = try typed(attribute, 7, "integers") else { return nil }
    return value.ints.map { Int($0) }
  }

  func real(_ attribute: String, default fallback: Float) throws -> Float {
    guard let value = try typed(attribute, 1, "a real number") else { return fallback }
    return value.f
  }

  func reals(_ attribute: String) throws -> [Float]? {
    try typed(attribute, 6, "real numbers")?.floats
  }

  func text(_ attribute: String, default fallback: String) throws -> String {
    guard let value = try typed(attribute, 3, "a text") else { return fallback }
    return String(decoding: value.s, as: UTF8.self)
  }

  func tensor(_ attribute: String) throws -> ConstantTensor? {
    guard let proto = try typed(attribute, 4, "a tensor")?.t else { return nil }
    return try reading.constant(proto, label: name).named(nil)
  }

  func graph(_ attribute: String) throws -> WireGraphProto? {
    try typed(attribute, 5, "a graph")?.g
  }

  /// The attribute, which must have the type of that number in `AttributeProto.AttributeType`.
  private func typed(
    _ attribute: String, _ type: Int32, _ expected: String
  ) throws -> WireAttributeProto? {
    guard let value = attributes[attribute] else { return nil }
    // Files older than the field `type` leave it 0.
    guard value.type == type || value.type == 0 else {
      throw error("has an attribute '\(attribute)' of another type", expected: expected)
    }
    return value
  }
}

extension NodeReader {
  /// `axis`, counted from the end when negative, for a tensor of `rank` axes.
  func axis(_ axis: Int, rank: Int) throws -> Int {
    guard (-rank..<max(rank, 1)).contains(axis), rank > 0 else {
      throw error("names axis \(axis)", expected: "an axis of a tensor with \(rank) axes")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// The place `index`, counted from the end when negative, of `size`.
  func place(_ index: Int, of size: Int) throws -> Int {
    let place = index < 0 ? index + size : index
    guard (0..<size).contains(place) else {
      throw error("reads place \(index)", expected: "one of \(size)")
    }
    return place
  }

  /// Each of `axes`, counted from the end when negative; sorted, none twice.
  func axes(_ axes: [Int], rank: Int) throws -> [Int] {
    let found = try axes.map { try axis($0, rank: rank) }.sorted()
    guard Set(found).count == found.count else {
      throw error("names an axis twice in \(axes)", expected: "axes that differ")
    }
    return found
  }
}
