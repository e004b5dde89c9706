internal import Attention
internal import Audit
internal import Checkpoints
internal import Datasets
internal import Diagnostics
internal import Explainers
internal import Foundation
internal import Models
internal import Reports
internal import Tables
internal import Training
internal import Variants

/// An experiment from its configuration to its tables, in a folder.
///
/// Every network, every file of predictions and every audit is a file of its own that is there whole
/// or not at all. A run that was stopped goes on where it was; what is finished is never computed
/// again, and the tables, which are made of these files only, end in the same bytes.
public struct ExperimentRun: Sendable {
  /// What a run tells about itself while it works.
  public enum Event: Sendable {
    /// What will be done; the first event but for the making of variants.
    case plan(ExperimentPlan)
    /// How far a step is.
    case progress(String, done: Int, of: Int)
    /// A fact worth a line.
    case note(String)
  }

  /// What to do.
  public let configuration: ExperimentConfiguration
  /// The folder, made when it is not there.
  public let output: String
  private let folder: ExperimentFolder

  /// A run.
  public init(_ configuration: ExperimentConfiguration, output: String) {
    self.configuration = configuration
    self.output = output
    folder = ExperimentFolder(path: output)
  }

  /// Runs what is not done yet and writes the tables, the figures and the page.
  ///
  /// - Parameter onlyPlans: Stop when the plan is told.
  /// - Returns: The results; `nil` when only the plan was wanted.
  /// - Throws: ``FileError`` for data that cannot be used, or a folder with another experiment.
  public func run(
    onlyPlans: Bool = false, report: (Event) -> Void = { _ in }
  ) throws -> ExperimentResults? {
    try ExperimentSettings(configuration).claim(folder)
    let pool = try StudyPool(configuration, folder: folder) {
      report(.progress("Making variants", done: $0, of: $1))
    }
    let sets = try configuration.seeds.map {
      try ExperimentSets(configuration, pool: pool, seed: $0)
    }
    try write(sets, pool)
    report(
      .plan(
        ExperimentPlan(
          configuration, pool: pool, sets: sets, folder: folder,
          pace: try TrainingPace(of: configuration.training, classes: pool.classes.count))))
    if onlyPlans { return nil }
    let start = try configuration.training.start()
    for sets in sets {
      try train(sets, pool, from: start, report)
      try predict(sets, pool, report)
      try explain(sets, pool, report)
    }
    let results = try ExperimentResults(
      configuration, classes: pool.classes, images: pool.cases.count, leftOut: pool.leftOut.count,
      sets: sets, folder: folder)
    try ExperimentReport(results: results, folder: folder).write()
    return results
  }

  private func write(_ sets: [ExperimentSets], _ pool: StudyPool) throws {
    try TextFile.write(
      pool.leftOut.reduce(CSVWriter.line(["image", "reason"])) {
        $0 + CSVWriter.line([$1.image, $1.reason])
      }, to: folder.leftOut)
    for set in sets {
      for split in set.splits {
        try SplitTable.write(
          split, otherColumns: pool.otherColumns, to: folder.set(split.scheme, seed: set.seed))
        try SplitTable.writeDropped(split, to: folder.dropped(split.scheme, seed: set.seed))
      }
    }
  }

  /// Trains the networks of a seed that are not there yet.
  private func train(
    _ sets: ExperimentSets, _ pool: StudyPool, from start: TrainingStart,
    _ report: (Event) -> Void
  ) throws {
    let training = configuration.training
    for (number, cell) in configuration.cells.enumerated() where cell.seed == sets.seed {
      let path = folder.model(cell)
      guard !FileManager.default.fileExists(atPath: path), let split = sets[cell.set.scheme]
      else { continue }
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      let title = "Training \(number + 1) of \(configuration.cells.count): \(cell.name)"
      var choices = training.configuration
      choices.seed = cell.seed
      let data = try FileError.naming(configuration.data) {
        try TrainingData(
          split.cases.map { pool.row(of: $0, as: cell.set.variant) }, for: start,
          size: training.inputSize, window: training.window, fit: training.fit,
          classNames: pool.classes, seed: cell.seed, mitigations: choices.mitigations)
      }
      for failure in data.failures { report(.note("Left out: \(failure)")) }
      let run = TrainingRun(start: start, data: data, configuration: choices, output: path)
      let state = try run.run(
        resumes: true,
        provenance: [
          "training_set": cell.set.name,
          "positive_class": configuration.positive ?? pool.classes.last ?? "",
        ]
      ) { epoch, share in
        report(
          .progress(
            title, done: (epoch - 1) * 100 + Int(share * 100), of: choices.epochs * 100))
      }
      report(.note("\(title): \(state.epochs.count) epochs"))
    }
  }

  private func models(of seed: UInt64, trainedOn variant: VariantKind? = nil) throws
    -> [(set: StudySet, model: Model)]
  {
    try configuration.cells.filter {
      $0.seed == seed && (variant == nil || $0.set.variant == variant)
    }.map { ($0.set, try ModelFile.read(folder.model($0))) }
  }

  /// Asks the networks of a seed about every variant's test images.
  private func predict(
    _ sets: ExperimentSets, _ pool: StudyPool, _ report: (Event) -> Void
  ) throws {
    let open = configuration.variants.filter {
      !FileManager.default.fileExists(atPath: folder.predictions($0, seed: sets.seed))
    }
    guard !open.isEmpty else { return }
    let models = try models(of: sets.seed)
    let cases = sets.testCases(in: pool)
    for variant in open {
      try TestPredictions.write(
        of: models, on: cases.map { pool.row(of: $0, as: variant) }, classes: pool.classes,
        group: configuration.group, to: folder.predictions(variant, seed: sets.seed)
      ) {
        report(
          .progress("Testing seed \(sets.seed): \(variant.rawValue)", done: $0, of: cases.count))
      }
    }
  }

  /// Explains the networks of a seed, those trained on a variant on that variant's test images.
  ///
  /// Pictures are made of whole images only: they are what a reader compares.
  private func explain(
    _ sets: ExperimentSets, _ pool: StudyPool, _ report: (Event) -> Void
  ) throws {
    for variant in configuration.trainedVariants {
      let path = folder.attention(variant, seed: sets.seed)
      let cases = sets.testCases(in: pool).map { pool.row(of: $0, as: variant) }
      let manifest = folder.testManifest(variant, seed: sets.seed)
      try TextFile.write(
        Manifest.csv(
          cases, otherColumns: pool.otherColumns,
          inFolder: (manifest as NSString).deletingLastPathComponent), to: manifest)
      if FileManager.default.fileExists(atPath: "\(path)/report/index.html") { continue }
      let models = try models(of: sets.seed, trainedOn: variant)
      let audit = AuditRun(
        explainer: try CaseExplainer(
          models: models.map(\.model), explainers: [ActivationMap()]),
        output: path, pictures: PictureOptions(writesPictures: variant == .full),
        seed: sets.seed, resumes: true,
        origin: AuditOrigin(
          models: try models.map {
            try Provenance.ModelSource(
              $0.model, file: folder.model(TrainingCell(seed: sets.seed, set: $0.set)))
          }, manifest: manifest))
      _ = try audit.run(Manifest(cases)) {
        report(
          .progress(
            "Explaining seed \(sets.seed): \(variant.rawValue)", done: $0, of: cases.count))
      }
    }
  }
}
