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
  /// The file that stands where a folder of `path` should be.
  private static func existingFile(above path: String) -> String? {
    var folder = (path as NSString).deletingLastPathComponent
    while !folder.isEmpty, folder != "/" {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
        return isFolder.boolValue ? nil : folder
      }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return nil
  }

  /// Writes `text` in one step; the folder is made when it is not there.
  package static func write(_ text: String, to path: String) throws(FileError) {
    do {
      let folder = (path as NSString).deletingLastPathComponent
      if !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      if let file = existingFile(above: path) {
        throw FileError(file, Diagnosis("is a file", expected: "a folder, or a name not yet taken"))
      }
      throw FileError(
        path, Diagnosis("cannot be written", remedy: "Check the folder and the space left."))
    }
  }
}
