public import Audit
internal import Diagnostics
internal import Foundation
public import Tables

/// An audit of a whole manifest, written to a folder as it goes.
///
/// `cases.csv` grows by each finished case and each picture is complete as soon as it is there,
/// so what was finished survives a kill; `summary.csv`, `summary.json` and `errors.csv` come last.
public struct AuditRun: Sendable {
  /// What an audit came to.
  public struct Outcome: Sendable {
    /// The figures of each group.
    public let summaries: [GroupSummary]
    /// How many rows of the manifest were explained.
    public let finished: Int
    /// The rows that were not, with the reason.
    public let failures: [Failure]
  }

  /// A row that could not be explained.
  public struct Failure: Sendable, Equatable {
    /// The image as the manifest names it; may be empty.
    public let image: String
    /// What is wrong.
    public let reason: String
  }

  /// Explains and scores each case.
  public let explainer: CaseExplainer
  /// The folder, made when it is not there.
  public let output: String
  /// Which pictures are written.
  public let pictures: PictureOptions
  /// Of the bootstrap intervals.
  public let seed: UInt64

  /// An audit.
  public init(
    explainer: CaseExplainer, output: String, pictures: PictureOptions = PictureOptions(),
    seed: UInt64 = 0
  ) {
    self.explainer = explainer
    self.output = output
    self.pictures = pictures
    self.seed = seed
  }

  /// Audits `manifest`.
  ///
  /// - Parameter progress: Called with the number of cases done so far.
  /// - Throws: ``FileError`` when the output cannot be written. A case that fails does not throw.
  public func run(
    _ manifest: Manifest, progress: (Int) -> Void = { _ in }
  ) throws -> Outcome {
    let folder = PictureFolder(
      path: output, options: pictures, images: manifest.cases.map(\.image))
    let table = try GrowingFile("\(output)/cases.csv", header: CaseTable.header)
    var failures = manifest.badRows.map {
      Failure(image: $0.image, reason: $0.diagnosis.description)
    }
    var results: [CaseResult] = []
    var done = 0
    try CasePipeline.run(manifest.cases) { subject in
      try explainer.explain(subject).map { explanation in
        try folder.write(explanation)
        return explanation.result
      }
    } deliver: { subject, outcome in
      switch outcome {
      case .success(let rows):
        try table.append(rows.map(CaseTable.line).joined())
        results += rows
      case .failure(let error):
        failures.append(Failure(image: subject.image, reason: "\(error)"))
      }
      done += 1
      progress(done)
    }
    let summaries = GroupSummary.summaries(of: results, seed: seed)
    try TextFile.write(SummaryTable.csv(summaries), to: "\(output)/summary.csv")
    try TextFile.write(
      try SummaryTable.json(summaries, failures: failures.count), to: "\(output)/summary.json")
    try TextFile.write(
      failures.reduce(CSVWriter.line(["image", "reason"])) {
        $0 + CSVWriter.line([$1.image, $1.reason])
      }, to: "\(output)/errors.csv")
    return Outcome(
      summaries: summaries,
      finished: manifest.cases.count + manifest.badRows.count - failures.count,
      failures: failures)
  }
}
