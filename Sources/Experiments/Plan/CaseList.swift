internal import Foundation
internal import Reports
internal import Tables

/// Cases from anywhere in a manifest of their own.
struct CaseList {
  private let cases: [Case]

  init(_ cases: [Case]) { self.cases = cases }

  /// Writes the manifest; its paths are seen from its folder.
  func write(to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    func way(_ path: String) -> String { RelativePath.way(from: folder, to: path) }
    try TextFile.write(
      Manifest.csv(
        cases.map { row in
          Case(
            image: way(row.imagePath), maskPath: row.maskPath.map(way), label: row.label,
            source: row.source, patient: row.patient, view: row.view, split: row.split,
            other: row.other)
        }, otherColumns: Set(cases.flatMap(\.other.keys)).sorted()), to: path)
  }
}
