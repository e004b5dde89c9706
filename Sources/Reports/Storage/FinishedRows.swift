internal import Diagnostics
internal import Foundation
internal import Tables

/// What an audit had finished before it was stopped.
struct FinishedRows {
  /// The images with a row for each model and method, with all of their probes and frames.
  let images: Set<String>
  /// Their lines of `cases.csv`.
  let cases: String
  /// Their lines of `frames.csv`.
  let frames: String
  /// Their lines of `regions.csv`.
  let regions: String
  /// Their lines of `probes.csv`.
  let probes: String

  /// The finished rows in `folder`; nothing where no audit has begun.
  ///
  /// - Throws: ``FileError`` when the folder holds an audit of other models, methods or images:
  ///   its rows would not be those that are wanted.
  init?(in folder: String, columns: [String], of provenance: Provenance) throws {
    guard FileManager.default.fileExists(atPath: "\(folder)/cases.csv") else { return nil }
    let earlier = try Provenance(contentsOf: "\(folder)/provenance.json", folder: folder)
    if let difference = earlier.difference(from: provenance) {
      throw FileError(
        folder,
        Diagnosis(
          "holds an audit with \(difference)", expected: "the audit that is to go on",
          remedy: "Leave out --resume to start anew, or take another folder."))
    }
    let (header, rows) = try StoredTable.read("\(folder)/cases.csv")
    guard header == columns else { return nil }
    let frames = try StoredTable.read("\(folder)/frames.csv")
    let regions = try StoredTable.read("\(folder)/regions.csv")
    let probes = try StoredTable.read("\(folder)/probes.csv")
    func counts(_ rows: [[String: String]]) -> [String: Int] {
      Dictionary(grouping: rows) { $0["image"] ?? "" }.mapValues(\.count)
    }
    let expected = earlier.models.count * earlier.explainers.count
    let (framed, probed) = (counts(frames.rows), counts(probes.rows))
    let scored = counts(rows.filter { $0["lung_mass"]?.isEmpty == false })
    let images = Set(
      counts(rows).filter { image, count in
        count == expected && probed[image, default: 0] >= earlier.probesPerImage
          // The lungs' frame, and one for each map.
          && scored[image].map { framed[image, default: 0] > $0 } ?? true
      }.keys)
    func lines(_ header: [String], _ rows: [[String: String]]) -> String {
      rows.filter { images.contains($0["image"] ?? "") }
        .map { row in CSVWriter.line(header.map { row[$0] ?? "" }) }.joined()
    }
    self.images = images
    cases = lines(header, rows)
    self.frames = lines(frames.header, frames.rows)
    self.regions = lines(regions.header, regions.rows)
    self.probes = lines(probes.header, probes.rows)
  }
}

extension Provenance {
  /// The first thing on which the figures depend and that is not the same; `nil` if all is.
  fileprivate func difference(from other: Provenance) -> String? {
    if tool != other.tool { return "another version, \(tool)" }
    if models.map(\.identity) != other.models.map(\.identity) { return "other models" }
    if explainers != other.explainers || settings != other.settings {
      return "other methods or parameters"
    }
    if manifestSHA256 != other.manifestSHA256 { return "another manifest" }
    if split != other.split { return "another split" }
    return seed == other.seed ? nil : "another seed, \(seed)"
  }
}

extension Provenance.ModelSource {
  /// All but where the file lies.
  fileprivate var identity: [String] {
    [name, sha256, weightsSHA256] + preprocessing.map(\.value)
  }
}
