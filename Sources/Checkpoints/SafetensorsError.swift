package import Diagnostics

/// Bytes that are not a safetensors file, or not one that can be used.
package enum SafetensorsError: Diagnosable, Equatable {
  /// The file ends before the header does.
  case truncated(bytes: Int, needed: UInt64)
  /// The header is longer than the format allows.
  case headerTooLarge(UInt64)
  /// The file is of another kind.
  case foreign(String, remedy: String)
  /// The header is not JSON.
  case header(JSONError)
  /// A part of the header is not what the format prescribes.
  case malformed(String, expected: String)
  /// An element type that the format does not have.
  case unknownElementType(String, tensor: String)
  /// An element type that is no type for weights.
  case notWeights(ElementType, tensor: String)
  /// The shape's number of bytes is beyond all computers.
  case overflow(tensor: String, shape: [Int])
  /// The data does not begin where the tensor before it ends.
  case offsets(tensor: String, begin: Int, expected: Int)
  /// The data ends beyond the file's.
  case beyondEnd(tensor: String, end: Int, available: Int)
  /// The data is not as long as shape and type demand.
  case byteCount(tensor: String, found: Int, expected: Int)
  /// The file goes on after the last tensor.
  case unusedBytes(Int)
  /// There is no such tensor.
  case missing(tensor: String)
  /// The file was longer when its header was read.
  case cutShort(tensor: String)
  /// A value is NaN or infinite.
  case notFinite(tensor: String, value: Float)

  /// The fact and the remedy.
  package var diagnosis: Diagnosis {
    switch self {
    case .truncated(let bytes, let needed):
      Diagnosis(
        "the file has \(bytes) bytes", expected: "at least \(needed) for its header",
        remedy: "It was cut short, or is no safetensors file.")
    case .headerTooLarge(let length):
      Diagnosis(
        "the header's length is given as \(length) bytes",
        expected: "at most \(SafetensorsHeader.lengthLimit)",
        remedy: "It is damaged, or is no safetensors file.")
    case .foreign(let kind, let remedy):
      Diagnosis("it is \(kind)", expected: "a safetensors file", remedy: remedy)
    case .header(let error):
      Diagnosis(
        "in the header: \(error.diagnosis.found)", expected: error.diagnosis.expected,
        remedy: "It is damaged, or is no safetensors file.")
    case .malformed(let found, let expected): Diagnosis(found, expected: expected)
    case .unknownElementType(let type, let tensor):
      Diagnosis(
        "'\(tensor)' has the unknown element type \(type)", expected: Self.weightTypes,
        remedy: Self.convert)
    case .notWeights(let type, let tensor):
      Diagnosis(
        "'\(tensor)' has the element type \(type.rawValue)", expected: Self.weightTypes,
        remedy: Self.convert)
    case .overflow(let tensor, let shape):
      Diagnosis("'\(tensor)' has the impossible shape \(shape)", expected: "fewer than 2⁶³ bytes")
    case .offsets(let tensor, let begin, let expected):
      Diagnosis(
        begin < expected
          ? "the data of '\(tensor)' overlaps another tensor's: it begins at byte \(begin)"
          : "there is a hole before the data of '\(tensor)', which begins at byte \(begin)",
        expected: "byte \(expected), where the tensor before it ends")
    case .beyondEnd(let tensor, let end, let available):
      Diagnosis(
        "the data of '\(tensor)' ends at byte \(end)",
        expected: "at most \(available), where the file ends",
        remedy: "The file was cut short: copy or download it again.")
    case .byteCount(let tensor, let found, let expected):
      Diagnosis(
        "the data of '\(tensor)' has \(found) bytes", expected: "\(expected) for its shape")
    case .unusedBytes(let count):
      Diagnosis("\(count) bytes follow the last tensor", expected: "the end of the file")
    case .missing(let tensor): Diagnosis("there is no tensor '\(tensor)'")
    case .cutShort(let tensor):
      Diagnosis(
        "the file ends within '\(tensor)'", expected: "as many bytes as when it was opened",
        remedy: "Do not write to it while it is read; try again.")
    case .notFinite(let tensor, let value):
      Diagnosis(
        "'\(tensor)' holds \(value.isNaN ? "NaN" : "an infinite value")",
        expected: "finite numbers", remedy: "The training that made it diverged.")
    }
  }

  private static let weightTypes = "F32, F16, BF16 or F64"
  private static let convert = "Save the weights as F32."
}
