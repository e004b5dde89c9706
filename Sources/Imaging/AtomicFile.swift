package import Diagnostics
internal import Foundation

/// Files that are written whole or not at all.
package enum AtomicFile {
  /// Writes what `contents` returns to `path`, replacing what was there.
  package static func write(
    to path: String, _ contents: () throws -> [UInt8]
  ) throws(FileError) {
    do {
      try Data(contents()).write(to: URL(filePath: path), options: .atomic)
    } catch let error as any Diagnosable {
      throw FileError(path, error.diagnosis)
    } catch {
      throw FileError(path, unwritable(path))
    }
  }

  private static func unwritable(_ path: String) -> Diagnosis {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
      return Diagnosis(
        "the file cannot be written: there is no folder '\(folder)'", remedy: "Create it first.")
    }
    if !isFolder.boolValue {
      return Diagnosis("the file cannot be written: '\(folder)' is a file", expected: "a folder")
    }
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return Diagnosis("the file cannot be written: a folder has its name")
    }
    return Diagnosis(
      "the file cannot be written",
      remedy: "Check that '\(folder)' may be written to and that the disk is not full.")
  }
}
