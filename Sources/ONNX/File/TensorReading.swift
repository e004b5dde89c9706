internal import Foundation
internal import Tensors

/// Reads the tensors stored in a file, trusting none of the sizes it declares.
struct TensorReading {
  /// Where external data may lie: the folder of the model.
  let externalData: ExternalData

  /// The tensor that `proto` describes, called `label` in errors.
  func constant(_ proto: WireTensorProto, label: String) throws -> ConstantTensor {
    guard let type = ElementType(rawValue: proto.dataType), type.family != .unreadable else {
      throw ONNXError(
        "tensor '\(label)' has element type \(Self.typeName(proto.dataType))",
        expected: "real numbers, integers or Booleans")
    }
    let (shape, count) = try shape(proto.dims, label: label)
    let elements: ConstantTensor.Elements
    if proto.dataLocation == 1 {
      let bytes = try externalData.bytes(of: proto, count: count * type.byteCount, label: label)
      elements = decode(bytes, type, shape)
    } else if !proto.rawData.isEmpty {
      guard proto.rawData.count == count * type.byteCount else {
        throw ONNXError(
          "tensor '\(label)' has \(proto.rawData.count) bytes of data",
          expected: "\(count * type.byteCount) for shape \(shape) of \(type)")
      }
      elements = decode(proto.rawData, type, shape)
    } else {
      elements = try listed(proto, type, shape, label: label)
    }
    return ConstantTensor(
      name: label.isEmpty ? nil : label, type: type, shape: shape, elements: .fixed(elements))
  }

  /// The declared shape, if all its elements can be counted.
  private func shape(_ dims: [Int64], label: String) throws -> (Shape, count: Int) {
    var count = 1
    for size in dims {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(size))
      guard size >= 0, !overflow, product <= 1 << 40 else {
        throw ONNXError(
          "tensor '\(label)' declares shape \(dims)", expected: "sizes that a file can hold")
      }
      count = product
    }
    return (Shape(dims.map { Int($0) }), count)
  }

  /// Numbers in the field for their type.
  private func listed(
    _ proto: WireTensorProto, _ type: ElementType, _ shape: Shape, label: String
  ) throws -> ConstantTensor.Elements {
    func check(_ found: Int) throws {
      guard found == shape.dimensions.reduce(1, *) else {
        throw ONNXError(
          "tensor '\(label)' has \(found) numbers",
          expected: "\(shape.dimensions.reduce(1, *)) for shape \(shape)")
      }
    }
    func reals<Numbers: Collection>(
      _ numbers: Numbers, _ convert: (Numbers.Element) -> Float
    ) throws -> ConstantTensor.Elements {
      try check(numbers.count)
      return .reals(Tensor(shape, logicalOrder: numbers.map(convert)))
    }
    func integers<Numbers: Collection>(
      _ numbers: Numbers
    ) throws -> ConstantTensor.Elements where Numbers.Element: BinaryInteger {
      try check(numbers.count)
      return .integers(numbers.map { type.wrapped(Int64(truncatingIfNeeded: $0)) })
    }
    switch type {
    case .float: return try reals(proto.floatData) { $0 }
    case .double: return try reals(proto.doubleData) { Float($0) }
    case .float16: return try reals(proto.int32Data) { Float(half: UInt16(truncatingIfNeeded: $0)) }
    case .bfloat16:
      return try reals(proto.int32Data) { Float(bfloat: UInt16(truncatingIfNeeded: $0)) }
    case .int64: return try integers(proto.int64Data)
    case .uint32, .uint64: return try integers(proto.uint64Data)
    default: return try integers(proto.int32Data)
    }
  }

  /// Little-endian numbers one after another.
  private func decode(
    _ data: Data, _ type: ElementType, _ shape: Shape
  ) -> ConstantTensor.Elements {
    data.withUnsafeBytes { bytes in
      func reals<Bits: FixedWidthInteger>(_ number: (Bits) -> Float) -> ConstantTensor.Elements {
        .reals(Tensor(shape, logicalOrder: bytes.numbers(number)))
      }
      func integers<Bits: FixedWidthInteger>(_: Bits.Type) -> ConstantTensor.Elements {
        .integers(bytes.numbers { (number: Bits) in Int64(truncatingIfNeeded: number) })
      }
      return switch type {
      case .float: reals { (bits: UInt32) in Float(bitPattern: bits) }
      case .double: reals { (bits: UInt64) in Float(Double(bitPattern: bits)) }
      case .float16: reals { (bits: UInt16) in Float(half: bits) }
      case .bfloat16: reals { (bits: UInt16) in Float(bfloat: bits) }
      case .uint8, .boolean: integers(UInt8.self)
      case .int8: integers(Int8.self)
      case .uint16: integers(UInt16.self)
      case .int16: integers(Int16.self)
      case .uint32: integers(UInt32.self)
      case .int32: integers(Int32.self)
      default: integers(Int64.self)
      }
    }
  }

  /// The type with that number, for people.
  private static func typeName(_ number: Int32) -> String {
    ElementType(rawValue: number).map { "\($0)" } ?? "number \(number)"
  }
}

extension UnsafeRawBufferPointer {
  /// All little-endian numbers in the bytes, which may begin at any address.
  fileprivate func numbers<Bits: FixedWidthInteger, Number>(
    _ convert: (Bits) -> Number
  ) -> [Number] {
    let size = MemoryLayout<Bits>.size
    return (0..<self.count / size).map {
      convert(Bits(littleEndian: loadUnaligned(fromByteOffset: $0 * size, as: Bits.self)))
    }
  }
}
