internal import Diagnostics
internal import Foundation

extension Provenance {
  /// Reads the file at `path`.
  ///
  /// - Throws: ``FileError`` when it is missing or was not written by an audit.
  init(contentsOf path: String, folder: String) throws(FileError) {
    guard let data = FileManager.default.contents(atPath: path),
      let stored = try? JSONDecoder().decode(Provenance.self, from: data)
    else {
      throw FileError(
        path,
        Diagnosis(
          "cannot be read", expected: "the provenance that an audit has written",
          remedy: "Run the audit again with this version."))
    }
    self = stored
    self.folder = folder
  }

  /// The text of the file, members in alphabetical order.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
