public import Audit
internal import Checkpoints
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Models
internal import Probes
public import Tables

/// An audit of a whole manifest, written to a folder as it goes.
///
/// `provenance.json` comes first. `cases.csv`, `frames.csv`, `regions.csv` and `probes.csv` grow by
/// each finished case and each picture is complete as soon as it is there, so what was finished
/// survives a kill. `errors.csv` and the report come last; the report is made of these files only,
/// and can be made again.
public struct AuditRun: Sendable {
  /// What an audit came to.
  public struct Outcome: Sendable {
    /// The figures, comparisons and verdicts.
    public let report: AuditReport
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
  /// Of the bootstrap intervals and of the masks lent to other patients.
  public let seed: UInt64
  /// The manifest's columns that the report groups by besides its own.
  public let groupings: [String]
  /// Whether to go on after what an earlier run of the same audit has finished; images and masks
  /// are taken to be unchanged.
  public let resumes: Bool
  /// Where models, manifest and command came from.
  public let origin: AuditOrigin

  /// An audit.
  ///
  /// - Parameter origin: With the explainer's models, in its order, before their layers were joined.
  /// - Precondition: The names of the models agree.
  public init(
    explainer: CaseExplainer, output: String, pictures: PictureOptions = PictureOptions(),
    seed: UInt64 = 0, groupings: [String] = [], resumes: Bool = false,
    origin: AuditOrigin
  ) {
    precondition(origin.models.map(\.name) == explainer.models.map(\.name))
    self.explainer = explainer
    self.output = output
    self.pictures = pictures
    self.seed = seed
    self.groupings = groupings
    self.resumes = resumes
    self.origin = origin
  }

  /// Audits `manifest`.
  ///
  /// - Parameters:
  ///   - study: The whole study that the manifest is a part of, if it is one: the tones of its
  ///     sources come from all of its images.
  ///   - progress: Called with the number of cases done so far.
  /// - Throws: ``FileError`` when the output cannot be written. A case that fails does not throw.
  public func run(
    _ manifest: Manifest, of study: Manifest? = nil, progress: (Int) -> Void = { _ in }
  ) throws -> Outcome {
    for column in groupings { try check(column, of: manifest) }
    let store = try AuditStore(
      output, manifest: manifest, pictures: pictures,
      provenance: Provenance(of: self, manifest: manifest), resuming: resumes)
    let donors = MaskDonors(among: manifest.cases, seed: seed)
    let loans =
      explainer.probeFill == nil
      ? nil
      : LoanDesk(
        among: manifest.cases, study: (study ?? manifest).cases, seed: seed,
        models: explainer.models)
    var failures = manifest.badRows.map {
      Failure(image: $0.image, reason: $0.diagnosis.description)
    }
    let open = manifest.cases.filter { !store.finished.contains($0.image) }
    let firsts = Dictionary(
      manifest.cases.map { ($0.image, $0) }, uniquingKeysWith: { first, _ in first })
    var done = manifest.cases.count - open.count
    try CasePipeline.run(open) { subject in
      if let first = firsts[subject.image] { try subject.checkAgrees(with: first) }
      return try store.rows(
        of: explainer.explain(subject, otherMask: donors[subject], loans: loans))
    } deliver: { subject, outcome in
      switch outcome {
      case .success(let rows): try store.append(rows)
      case .failure(let error):
        failures.append(Failure(image: subject.image, reason: "\(error)"))
      }
      done += 1
      progress(done)
    }
    try store.finish(failures)
    let report = try AuditReport(
      of: [StoredResults(folder: output)], groupedBy: groupings, in: output)
    try ReportFolder.write(report, to: output)
    return Outcome(
      report: report,
      finished: manifest.cases.count + manifest.badRows.count - failures.count,
      failures: failures)
  }
}

extension AuditRun {
  /// Whether a column can be grouped by, before hours of work.
  private func check(_ column: String, of manifest: Manifest) throws(FileError) {
    func names(_ columns: [String], _ name: (String) -> String) -> [String] {
      columns.filter { column in manifest.cases.contains { $0.value(ofColumn: column) != nil } }
        .map(name)
    }
    let known =
      names(Manifest.columns) { $0 }
      + names(manifest.otherColumns, CaseTable.name(ofManifestColumn:))
    guard !known.contains(column) else { return }
    throw FileError(
      origin.manifest ?? "the manifest", GroupingError.diagnosis(of: column, among: Set(known)))
  }
}

extension Case {
  /// - Throws: ``FileError`` where two rows say different things about one image.
  fileprivate func checkAgrees(with first: Case) throws(FileError) {
    for (name, mine, other) in [
      ("label", label, first.label), ("source", source, first.source),
      ("patient", patient, first.patient), ("mask", maskPath, first.maskPath),
    ] where mine != other {
      throw FileError(
        imagePath,
        Diagnosis(
          "is listed again with \(name) '\(mine ?? "")', but '\(other ?? "")' before",
          expected: "one \(name) for an image", remedy: "Remove one of the rows."))
    }
  }
}

extension Provenance {
  /// How the results of an audit come about.
  fileprivate init(of run: AuditRun, manifest: Manifest) throws {
    folder = run.output
    tool = "lung-attention \(ToolVersion.current)"
    models = run.origin.models
    let target: Setting =
      switch run.explainer.explainedClass {
      case .predicted: Setting("target", "predicted class")
      case .named(let name): Setting("target", name)
      }
    explainers = run.explainer.explainers.map { Setting($0) }
    settings = [
      target, Setting("random weights", run.explainer.twinSeed.map { "seed \($0)" } ?? "none"),
      Setting("probes", run.explainer.probeFill.map { "filled by \($0.rawValue)" } ?? "none"),
    ]
    split = run.origin.split
    self.manifest = run.origin.manifest ?? ""
    manifestSHA256 = run.origin.manifest.flatMap { SHA256.hexDigest(ofFile: $0) } ?? ""
    rows = manifest.cases.count + manifest.badRows.count
    let masks = manifest.cases.count { $0.maskPath != nil }
    maskSource = "the manifest's column 'mask', \(masks) of \(manifest.cases.count) rows"
    seed = run.seed
    time = Surroundings.time()
    machine = Surroundings.machine
    command = ShellText.command(run.origin.command)
  }
}
