/// What one element of an ONNX tensor is (`TensorProto.DataType` of the specification).
enum ElementType: Int32, Sendable {
  case float = 1
  case uint8, int8, uint16, int16, int32, int64, string, boolean, float16, double, uint32, uint64
  case complex64, complex128, bfloat16
  case float8E4M3FN, float8E4M3FNUZ, float8E5M2, float8E5M2FNUZ
  case uint4, int4, float4E2M1

  /// How values of a type are held while a graph is read.
  enum Family {
    /// As Float32.
    case real
    /// As Int64; a Boolean is 0 or 1.
    case integer
    /// Not at all.
    case unreadable
  }

  /// How values of this type are held.
  var family: Family {
    switch self {
    case .float, .float16, .bfloat16, .double: .real
    case .uint8, .int8, .uint16, .int16, .int32, .int64, .boolean, .uint32, .uint64: .integer
    default: .unreadable
    }
  }

  /// Bytes of one element in `raw_data`, for the types that can be read.
  var byteCount: Int {
    switch self {
    case .uint8, .int8, .boolean: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .float, .int32, .uint32: 4
    default: 8
    }
  }

  /// The least and the greatest integer of this type, as far as an `Int64` can hold it.
  var bounds: ClosedRange<Int64> {
    switch self {
    case .boolean: 0...1
    case .uint8: 0...Int64(UInt8.max)
    case .int8: Int64(Int8.min)...Int64(Int8.max)
    case .uint16: 0...Int64(UInt16.max)
    case .int16: Int64(Int16.min)...Int64(Int16.max)
    case .uint32: 0...Int64(UInt32.max)
    case .int32: Int64(Int32.min)...Int64(Int32.max)
    case .uint64: 0...Int64.max
    default: Int64.min...Int64.max
    }
  }

  /// The value that an integer becomes when it is stored in this type: wrapped, as in C.
  func wrapped(_ value: Int64) -> Int64 {
    switch self {
    case .uint8: Int64(UInt8(truncatingIfNeeded: value))
    case .int8: Int64(Int8(truncatingIfNeeded: value))
    case .uint16: Int64(UInt16(truncatingIfNeeded: value))
    case .int16: Int64(Int16(truncatingIfNeeded: value))
    case .uint32: Int64(UInt32(truncatingIfNeeded: value))
    case .int32: Int64(Int32(truncatingIfNeeded: value))
    case .boolean: value == 0 ? 0 : 1
    default: value
    }
  }
}
