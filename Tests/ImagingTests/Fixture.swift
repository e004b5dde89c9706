import Foundation
import Imaging

/// Files under Tests/Fixtures/Imaging.
enum Fixture {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Imaging")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func decode<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }

  static func names(in subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(subfolder)).sorted()
      .map { "\(subfolder)/\($0)" }
  }
}

/// A file of its own, removed after `body`.
func withTemporaryFile<Result>(
  holding bytes: [UInt8] = [], _ body: (String) throws -> Result
) throws -> Result {
  let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try body(file.path)
}
