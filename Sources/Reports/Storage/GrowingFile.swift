package import Diagnostics
internal import Foundation

/// A text file that is written a piece at a time, each on disk before the next.
struct GrowingFile {
  private let path: String
  private let handle: FileHandle

  /// Starts the file anew with `header`; its folder is made when it is not there.
  init(_ path: String, header: String) throws(FileError) {
    try TextFile.write(header, to: path)
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw FileError(path, Diagnosis("cannot be written"))
    }
    self.path = path
    self.handle = handle
    do { try handle.seekToEnd() } catch { throw FileError(path, Diagnosis("cannot be written")) }
  }

  /// Adds `text` at the end.
  func append(_ text: String) throws(FileError) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      throw FileError(path, Diagnosis("cannot be written", remedy: "Is the disk full?"))
    }
  }
}

/// Text files that are whole or not there at all.
package enum TextFile {
  /// Writes `text` in one step; the folder is made when it is not there.
  package static func write(_ text: String, to path: String) throws(FileError) {
    do {
      let folder = (path as NSString).deletingLastPathComponent
      if !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw FileError(
        path, Diagnosis("cannot be written", remedy: "Check the folder and the space left."))
    }
  }
}
