internal import Diagnostics
internal import Foundation

/// A JSON file beside a model that says what the model does not: `model.json` for `model.onnx`.
///
/// `{"class_names": ["normal", "covid"], "input_size": 224, "input_range": [0, 255]}`
package struct Sidecar: Sendable, Equatable {
  /// What it says.
  package private(set) var metadata = ModelMetadata()
  /// What the user should know about it.
  package private(set) var notes: [String] = []

  /// Longer than anything that people write about a model.
  private static let lengthLimit = 1 << 20

  /// No file.
  package init() {}

  /// The file beside the model at `path`, if there is one.
  ///
  /// A file that has no entry of ours belongs to something else: it is left alone, and a note
  /// says so.
  ///
  /// - Throws: ``FileError`` when it cannot be read, is not JSON, or has an entry that we do not
  ///   know or that has no valid value.
  package init(beside path: String) throws {
    // By NSString, which leaves the path as the user wrote it.
    let file = (path as NSString).deletingPathExtension + ".json"
    let location = URL(filePath: file)
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: location.resolvingSymlinksInPath().path)
    // A model that is itself called `….json` has none.
    guard attributes?[.type] as? FileAttributeType == .typeRegular, !path.hasSuffix(".json") else {
      return
    }
    guard (attributes?[.size] as? Int ?? 0) <= Self.lengthLimit else {
      ignore(file, because: "is too long to be about a model")
      return
    }
    guard let bytes = try? Data(contentsOf: location) else {
      throw FileError(
        file, Diagnosis("the file cannot be read", remedy: "Check its permissions."))
    }
    guard !bytes.isEmpty else {
      ignore(file, because: "is empty")
      return
    }
    try FileError.naming(file) { try read(bytes, from: file) }
  }

  private mutating func read(_ bytes: Data, from file: String) throws {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw SidecarError(error, in: bytes)
    }
    let members = value.object ?? []
    guard members.contains(where: { ModelMetadata.isKnown($0.name) }) else {
      let nearest = members.lazy.compactMap { nearestName(to: $0.name, among: ModelMetadata.names) }
      return ignore(
        file, because: "says nothing about a model",
        remedy: nearest.first.map { " Did you mean '\($0)'?" } ?? "")
    }
    if let unknown = members.first(where: { !ModelMetadata.isKnown($0.name) }) {
      throw SidecarError(unknown: unknown.name)
    }
    let entries = members.map { ($0.name, $0.value) }
    do throws(ModelMetadataError) {
      metadata = try ModelMetadata(decoding: Dictionary(uniqueKeysWithValues: entries))
    } catch {
      throw SidecarError(error)
    }
  }

  private mutating func ignore(_ file: String, because reason: String, remedy: String = "") {
    notes.append("\(file) \(reason) and was ignored.\(remedy)")
  }
}

/// A sidecar that cannot be understood.
struct SidecarError: Diagnosable, Equatable {
  let diagnosis: Diagnosis

  /// An entry that has no valid value.
  init(_ error: ModelMetadataError) {
    diagnosis = Diagnosis("'\(error.entry)' is '\(error.found)'", expected: error.expected)
  }

  /// An entry that is none of ours.
  init(unknown name: String) {
    let nearest = nearestName(to: name, among: ModelMetadata.names)
    diagnosis = Diagnosis(
      "there is no entry '\(name)'",
      expected: "some of \(ModelMetadata.names.joined(separator: ", "))",
      remedy: nearest.map { "Did you mean '\($0)'?" })
  }

  /// A text that is not JSON, with the place as an editor shows it.
  init(_ error: JSONError, in text: Data) {
    guard case .unexpected(let offset, let expected) = error else {
      diagnosis = error.diagnosis
      return
    }
    let before = text.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
    let column = String(decoding: before[start...], as: UTF8.self).count + 1
    diagnosis = Diagnosis(
      "it is not JSON at line \(line), column \(column)", expected: expected)
  }
}
