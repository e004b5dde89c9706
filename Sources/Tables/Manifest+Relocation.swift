internal import Foundation

extension Manifest {
  /// The manifest of `cases` as CSV for a file in `folder`: images and masks are named as seen from
  /// there, absolutely where they share no folder with it.
  ///
  /// - Parameter otherColumns: The further columns to write.
  public static func csv(
    _ cases: [Case], otherColumns: [String] = [], inFolder folder: String
  ) -> String {
    let base = realFolder(folder)
    return csv(
      cases.map { row in
        Case(
          image: path(row.imagePath, from: base),
          maskPath: row.maskPath.map { path($0, from: base) },
          label: row.label, source: row.source, patient: row.patient, view: row.view,
          split: row.split, other: row.other)
      }, otherColumns: otherColumns)
  }

  /// The parts of a folder's path without links, since `..` leaves a link by another door.
  private static func realFolder(_ folder: String) -> [String] {
    URL(filePath: folder.isEmpty ? "." : folder, directoryHint: .isDirectory)
      .resolvingSymlinksInPath().standardizedFileURL.pathComponents.filter { $0 != "/" }
  }

  private static func path(_ file: String, from base: [String]) -> String {
    let name = (file as NSString).lastPathComponent
    let folder = realFolder((file as NSString).deletingLastPathComponent)
    let shared = zip(folder, base).prefix { $0 == $1 }.count
    guard shared > 0 || base.isEmpty else {
      return "/" + (folder + [name]).joined(separator: "/")
    }
    let up = Array(repeating: "..", count: base.count - shared)
    return (up + folder[shared...] + [name]).joined(separator: "/")
  }
}
