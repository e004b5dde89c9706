internal import Audit
public import Datasets
internal import Diagnostics
public import Tables

/// An audit of a data set, written to a folder: `dataset.json` and the page `index.html`.
public struct DatasetRun: Sendable {
  /// What the audit came to.
  public struct Outcome: Sendable {
    /// The figures.
    public let audit: DatasetAudit
    /// What they mean.
    public let verdict: DatasetVerdict
  }

  /// The folder, made when it is not there.
  public let output: String
  /// Decides folds, resamples and exchanges.
  public let seed: UInt64

  /// An audit.
  public init(output: String, seed: UInt64 = 0) {
    self.output = output
    self.seed = seed
  }

  /// Measures all images of `manifest` and writes the report.
  ///
  /// - Parameters:
  ///   - name: What the page calls the data set.
  ///   - progress: Called with the number of images done so far.
  /// - Throws: ``FileError`` when the folder cannot be written. An image that cannot be read does
  ///   not throw; it is among the failures.
  public func run(
    _ manifest: Manifest, name: String, progress: (Int) -> Void = { _ in }
  ) throws -> Outcome {
    var pictures: [PictureFacts?] = []
    var failures = manifest.badRows.map {
      DatasetAudit.Failure(image: $0.image, reason: $0.diagnosis.description)
    }
    try CasePipeline.run(manifest.cases) { subject in
      try PictureFacts(of: subject)
    } deliver: { subject, outcome in
      switch outcome {
      case .success(let facts): pictures.append(facts)
      case .failure(let error):
        pictures.append(nil)
        failures.append(DatasetAudit.Failure(image: subject.image, reason: "\(error)"))
      }
      progress(pictures.count)
    }
    let audit = DatasetAudit(
      manifest.cases, pictures: pictures, failures: failures, seed: seed)
    let verdict = DatasetVerdict(about: audit)
    try TextFile.write(try DatasetJSON.text(audit, verdict), to: "\(output)/dataset.json")
    try TextFile.write(
      try DatasetPage(audit, verdict, name: name).html(), to: "\(output)/index.html")
    return Outcome(audit: audit, verdict: verdict)
  }
}
