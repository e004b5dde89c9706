/// What a safetensors file says of its tensors, checked as the reference implementation does.
///
/// The format: 8 bytes with the header's length, little-endian; the header, a JSON object; the
/// tensors' numbers, little-endian and row-major, one tensor after another without gap.
/// (https://github.com/huggingface/safetensors)
package struct SafetensorsHeader: Sendable, Equatable {
  /// A tensor's type, shape and place.
  package struct Entry: Sendable, Equatable {
    package let elementType: ElementType
    /// The dimensions; the bytes they stand for have been counted without overflow.
    package let shape: [Int]
    /// The bytes after the header.
    package let bytes: Range<Int>
  }

  /// The tensors by name.
  package let entries: [String: Entry]
  /// The texts under `__metadata__`.
  package let metadata: [String: String]

  /// The greatest length of a header, as the reference implementation has it.
  static let lengthLimit: UInt64 = 100_000_000

  /// The header `text`, for a file with `dataBytes` bytes after it.
  init(parsing text: some Collection<UInt8>, dataBytes: Int) throws(SafetensorsError) {
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONValue(parsing: text)
    } catch {
      throw .header(error)
    }
    guard let members = json.object, text.first == UInt8(ascii: "{") else {
      throw .malformed("the header is no JSON object", expected: "'{' at its beginning")
    }
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]
    for member in members {
      if member.name == Self.metadataName {
        metadata = try Self.metadata(member.value)
      } else {
        entries[member.name] = try Self.entry(member.value, of: member.name)
      }
    }
    try Self.checkLayout(entries, dataBytes: dataBytes)
    self.entries = entries
    self.metadata = metadata
  }

  static let metadataName = "__metadata__"

  private static func metadata(_ value: JSONValue) throws(SafetensorsError) -> [String: String] {
    var result: [String: String] = [:]
    guard let members = value.object else {
      throw .malformed("'\(metadataName)' is no object", expected: "names with texts")
    }
    for member in members {
      guard let text = member.value.string else {
        throw .malformed("'\(metadataName)' has no text for '\(member.name)'", expected: "a string")
      }
      result[member.name] = text
    }
    return result
  }

  private static func entry(
    _ value: JSONValue, of tensor: String
  ) throws(SafetensorsError) -> Entry {
    guard let typeName = value["dtype"]?.string else {
      throw .malformed("'\(tensor)' has no element type", expected: "a string 'dtype'")
    }
    guard let type = ElementType(rawValue: typeName) else {
      throw .unknownElementType(typeName, tensor: tensor)
    }
    guard let shape = counts(value["shape"]) else {
      throw .malformed("'\(tensor)' has no valid shape", expected: "whole numbers in 'shape'")
    }
    guard let offsets = counts(value["data_offsets"]), offsets.count == 2,
      offsets[0] <= offsets[1]
    else {
      throw .malformed(
        "'\(tensor)' has no valid place", expected: "a begin and an end in 'data_offsets'")
    }
    var expected = type.byteCount
    // In the order of the dimensions and from 1, so that `Shape.count` cannot overflow either.
    var elements = 1
    for size in shape {
      let product = elements.multipliedReportingOverflow(by: size)
      let bytes = product.partialValue.multipliedReportingOverflow(by: type.byteCount)
      guard !product.overflow, !bytes.overflow else {
        throw .overflow(tensor: tensor, shape: shape)
      }
      (elements, expected) = (product.partialValue, bytes.partialValue)
    }
    guard offsets[1] - offsets[0] == expected else {
      throw .byteCount(tensor: tensor, found: offsets[1] - offsets[0], expected: expected)
    }
    return Entry(elementType: type, shape: shape, bytes: offsets[0]..<offsets[1])
  }

  private static func counts(_ value: JSONValue?) -> [Int]? {
    guard let elements = value?.array else { return nil }
    let counts = elements.compactMap(\.count)
    return counts.count == elements.count ? counts : nil
  }

  /// The tensors fill the data from its first byte to its last, without overlap or hole.
  private static func checkLayout(
    _ entries: [String: Entry], dataBytes: Int
  ) throws(SafetensorsError) {
    let inOrder = entries.sorted {
      ($0.value.bytes.lowerBound, $0.value.bytes.upperBound, $0.key)
        < ($1.value.bytes.lowerBound, $1.value.bytes.upperBound, $1.key)
    }
    var end = 0
    for (name, entry) in inOrder {
      guard entry.bytes.lowerBound == end else {
        throw .offsets(tensor: name, begin: entry.bytes.lowerBound, expected: end)
      }
      end = entry.bytes.upperBound
      guard end <= dataBytes else {
        throw .beyondEnd(tensor: name, end: end, available: dataBytes)
      }
    }
    guard end == dataBytes else { throw .unusedBytes(dataBytes - end) }
  }
}
