internal import Foundation

/// What an earlier audit left in a folder that is used again.
enum EarlierResults {
  /// Removes its report, so that none stands beside files that are not its own while a new audit is
  /// under way, and its pictures, which may be of other patients.
  ///
  /// Nothing but what an audit is known to have written is touched.
  static func remove(from folder: String) {
    guard
      (try? Provenance(contentsOf: "\(folder)/provenance.json", folder: folder)) != nil
    else { return }
    removeReport(from: folder)
    let rows = (try? StoredTable.read("\(folder)/cases.csv"))?.rows ?? []
    for row in rows { pictures(of: row).forEach { remove($0, from: folder) } }
  }

  /// Removes the report alone, and the list of failures, which says that an audit came to its end.
  static func removeReport(from folder: String) {
    for name in ["errors.csv", "summary.csv", "summary.json", "report.md", "report/index.html"] {
      remove(name, from: folder)
    }
  }

  /// The pictures that belong to a row, below the folder.
  private static func pictures(of row: [String: String]) -> [String] {
    func renamed(_ path: String, to part: String, _ end: String) -> String {
      let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
      return "\(part)/\(name).\(end)"
    }
    var paths: [String] = []
    if let overlay = row["overlay"], !overlay.isEmpty {
      paths += [
        overlay, renamed(overlay, to: "panels", "png"), renamed(overlay, to: "maps", "npy"),
      ]
    }
    if let radiograph = row["radiograph"], !radiograph.isEmpty {
      paths += [radiograph, renamed(radiograph, to: PagePictures.folder, "svg")]
    }
    if let map = row["map"], !map.isEmpty { paths.append(map) }
    let places = ["overlays/", "panels/", "maps/", "\(PagePictures.folder)/"]
    return paths.filter { path in
      places.contains { path.hasPrefix($0) } && !path.contains("../")
    }
  }

  private static func remove(_ path: String, from folder: String) {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(path)")
  }
}
