package import Diagnostics
internal import Imaging
package import Tensors

extension SafetensorsFile {
  /// Writes `tensors` as F32, with `metadata`, to `path`: whole or not at all.
  ///
  /// Equal arguments give equal bytes: names are sorted, and the header is filled with spaces
  /// to a multiple of 8 bytes, which aligns the data.
  ///
  /// - Throws: ``FileError`` when the file cannot be written or when a number is not finite.
  package static func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:], to path: String
  ) throws(FileError) {
    try AtomicFile.write(to: path) { try encode(tensors, metadata: metadata) }
  }

  /// The bytes of such a file.
  package static func encode(
    _ tensors: [String: Tensor], metadata: [String: String] = [:]
  ) throws(SafetensorsError) -> [UInt8] {
    let sorted = tensors.sorted { $0.key < $1.key }
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map {
        JSONValue.Member(name: $0.key, value: .string($0.value))
      }
      members.append(JSONValue.Member(name: SafetensorsHeader.metadataName, value: .object(texts)))
    }
    var end = 0
    for (name, tensor) in sorted {
      let begin = end
      end += tensor.count * ElementType.float32.byteCount
      let entry: [JSONValue.Member] = [
        .init(name: "dtype", value: .string(ElementType.float32.rawValue)),
        .init(name: "shape", value: .array(tensor.shape.dimensions.map { .number("\($0)") })),
        .init(name: "data_offsets", value: .array([.number("\(begin)"), .number("\(end)")])),
      ]
      members.append(JSONValue.Member(name: name, value: .object(entry)))
    }
    var text = Array(JSONValue.object(members).description.utf8)
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + text.count + end)
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { bytes += $0 }
    bytes += text
    for (name, tensor) in sorted {
      let values = tensor.logicalElements
      if let bad = values.first(where: { !$0.isFinite }) {
        throw .notFinite(tensor: name, value: bad)
      }
      values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { bytes += $0 }
    }
    return bytes
  }
}
