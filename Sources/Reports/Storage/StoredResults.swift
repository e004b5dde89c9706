internal import Diagnostics
internal import Foundation
internal import Tables

/// What an audit has left in its folder, enough to write its report again.
public struct StoredResults: Sendable {
  /// The folder.
  public let folder: String
  /// The rows of `cases.csv`.
  public let cases: [CaseRecord]
  /// The rows of `errors.csv`; none while the audit is not finished.
  public let failures: [AuditRun.Failure]
  /// The contents of `provenance.json`.
  public let provenance: Provenance
  /// The rows of `regions.csv`.
  public let regions: [RegionRecord]
  /// The rows of `probes.csv`; none where the audit made no probes.
  public let probes: [ProbeRecord]
  /// The grids of `frames.csv`.
  let frames: [FrameTable.Key: [Float]]
  /// Whether the audit came to its end.
  let isFinished: Bool

  /// Reads the results in `folder`.
  ///
  /// - Throws: ``FileError`` when a file is missing or was not written by an audit.
  public init(folder: String) throws {
    self.folder = folder
    let path = "\(folder)/cases.csv"
    guard FileManager.default.fileExists(atPath: path) else {
      throw FileError(
        folder,
        Diagnosis(
          "has no cases.csv", expected: "the output folder of an audit",
          remedy: "Run 'lung-attention audit' with this folder as --output first."))
    }
    cases = try CaseTable.read(path, folder: folder)
    provenance = try Provenance(contentsOf: "\(folder)/provenance.json", folder: folder)
    frames = try FrameTable.read("\(folder)/frames.csv")
    regions = try RegionTable.read("\(folder)/regions.csv", folder: folder)
    probes = try ProbeTable.read("\(folder)/probes.csv")
    let errors = "\(folder)/errors.csv"
    isFinished = FileManager.default.fileExists(atPath: errors)
    failures =
      isFinished
      ? try StoredTable.read(errors).rows.map {
        AuditRun.Failure(image: $0["image"] ?? "", reason: $0["reason"] ?? "")
      } : []
  }
}
