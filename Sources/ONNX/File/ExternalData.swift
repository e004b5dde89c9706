internal import Foundation

/// Weights kept in files beside the model.
///
/// A file may not name anything outside the model's own folder, not even through a link, so that
/// a model from elsewhere cannot read the user's other files.
struct ExternalData {
  /// The folder of the model.
  let folder: URL

  /// The bytes of a tensor.
  func bytes(of proto: WireTensorProto, count: Int, label: String) throws -> Data {
    let entries = Dictionary(proto.externalData.map { ($0.key, $0.value) }) { first, _ in first }
    guard let location = entries["location"], !location.isEmpty else {
      throw ONNXError("tensor '\(label)' has no location for its external data")
    }
    func number(_ key: String, default fallback: Int) throws -> Int {
      guard let text = entries[key] else { return fallback }
      guard let number = Int(text), number >= 0 else {
        throw ONNXError(
          "tensor '\(label)' has the external \(key) '\(text)'", expected: "a number from 0")
      }
      return number
    }
    let offset = try number("offset", default: 0)
    let length = try number("length", default: count)
    guard length == count else {
      throw ONNXError(
        "tensor '\(label)' has \(length) bytes of external data", expected: "\(count)")
    }
    let file = try file(at: location, label: label)
    guard let contents = try? Data(contentsOf: file, options: .alwaysMapped) else {
      throw ONNXError(
        "the external data '\(location)' of tensor '\(label)' cannot be read",
        remedy: "Keep the model's data files beside it.")
    }
    let (end, overflow) = offset.addingReportingOverflow(length)
    guard !overflow, end <= contents.count else {
      throw ONNXError(
        "the external data '\(location)' has \(contents.count) bytes",
        expected: "\(length) from byte \(offset) for tensor '\(label)'",
        remedy: "The file is incomplete, or belongs to another model.")
    }
    return contents.dropFirst(offset).prefix(length)
  }

  private func file(at location: String, label: String) throws -> URL {
    let root = folder.resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let file = folder.appending(path: location).resolvingSymlinksInPath().standardizedFileURL
    guard !location.hasPrefix("/"), file.pathComponents.starts(with: root),
      file.pathComponents.count > root.count
    else {
      throw ONNXError(
        "the external data '\(location)' of tensor '\(label)' lie outside the model's folder",
        expected: "a file beside the model", remedy: "Move the data there and correct the path.")
    }
    return file
  }
}
