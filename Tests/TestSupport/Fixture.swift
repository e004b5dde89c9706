package import Foundation

/// A file under Tests/Fixtures.
package enum Fixture {
  /// The file at `path`, such as `Networks/operators.json`.
  package static func url(_ path: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures").appending(path: path)
  }

  /// The value in the JSON file at `path`.
  package static func json<Value: Decodable>(
    _ path: String, as type: Value.Type = Value.self
  ) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: url(path)))
    } catch {
      fatalError("fixture \(path): \(error)")
    }
  }
}
