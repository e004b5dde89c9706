internal import Tensors

/// How a safetensors file writes one number of a tensor.
package enum ElementType: String, Sendable, CaseIterable {
  case boolean = "BOOL"
  case uint8 = "U8"
  case int8 = "I8"
  case float8E5M2 = "F8_E5M2"
  case float8E4M3 = "F8_E4M3"
  case float8E8M0 = "F8_E8M0"
  case uint16 = "U16"
  case int16 = "I16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case uint32 = "U32"
  case int32 = "I32"
  case float32 = "F32"
  case uint64 = "U64"
  case int64 = "I64"
  case float64 = "F64"
  case complex64 = "C64"

  /// Bytes per number.
  package var byteCount: Int {
    switch self {
    case .boolean, .uint8, .int8, .float8E5M2, .float8E4M3, .float8E8M0: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .complex64: 8
    }
  }

  /// Whether tensors of this type can be weights.
  var isForWeights: Bool {
    switch self {
    case .float32, .bfloat16, .float16, .float64: true
    default: false
    }
  }

  /// Writes the little-endian numbers in `bytes` to `floats`; nothing where ``isForWeights`` is
  /// false.
  ///
  /// F64 is rounded to the nearest Float.
  func convert(_ bytes: UnsafeRawBufferPointer, to floats: UnsafeMutablePointer<Float>) {
    switch self {
    case .float32: convert(bytes, UInt32.self, to: floats) { Float(bitPattern: $0) }
    case .bfloat16: convert(bytes, UInt16.self, to: floats) { Float(bfloat: $0) }
    case .float16: convert(bytes, UInt16.self, to: floats) { Float(half: $0) }
    case .float64: convert(bytes, UInt64.self, to: floats) { Float(Double(bitPattern: $0)) }
    default: break
    }
  }

  private func convert<Bits: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ type: Bits.Type, to floats: UnsafeMutablePointer<Float>,
    _ number: (Bits) -> Float
  ) {
    let size = MemoryLayout<Bits>.size
    for index in 0..<bytes.count / size {
      let bits = bytes.loadUnaligned(fromByteOffset: index * size, as: Bits.self)
      floats[index] = number(Bits(littleEndian: bits))
    }
  }
}
