import Foundation
import LungAttention

/// Float32 numbers in a file, as NumPy's `tofile` writes them.
enum NumberFile {
  struct WrongSize: Error {
    let path: String
    let found: Int
    let expected: Int
  }

  static func read(_ path: String, count: Int) throws -> [Float] {
    let data = try Data(contentsOf: URL(filePath: path))
    guard data.count == 4 * count else {
      throw WrongSize(path: path, found: data.count / 4, expected: count)
    }
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = data.copyBytes(to: buffer) / 4
    }
  }

  static func write(_ values: [Float], to path: String) throws {
    try values.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
  }
}
