import ArgumentParser
import LungAttention

/// The images and models of a study, and where its results go.
struct StudyOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(
    help: ArgumentHelp(
      "Model (.onnx or .safetensors); may be given more than once.", valueName: "file"))
  var model: [String]

  @Option(help: ArgumentHelp("Folder for the results.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("Only the rows of this split.", valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Column of the manifest to group by as well; may be given more than once.",
      valueName: "column"))
  var groupBy: [String] = []

  @Option(help: ArgumentHelp("What takes the place of what probes remove.", valueName: "fill"))
  var fill = Fill.inpaint

  @Option(
    help: ArgumentHelp(
      "Seed of intervals, of what images lend each other and of random weights.",
      valueName: "number"))
  var seed: UInt64 = 0

  @Flag(
    help: """
      Go on with the same run in the same folder after it was stopped; finished images are not \
      done again.
      """)
  var resume = false

  /// Runs the study.
  func run(
    _ models: consuming [Model], explainers: [any Explainer], target: ExplainedClass,
    twins: Bool = false, probes: Bool, pictures: PictureOptions, title: String,
    execution: ExecutionOptions
  ) throws -> AuditRun.Outcome {
    let path = manifest
    let study = try Manifest(path: path)
    let manifest = try FileError.naming(path) { try study.only(split: split) }
    // Before the explainer, which then is the only one to hold the models.
    let sources = try zip(models, model).map { try Provenance.ModelSource($0, file: $1) }
    let audit = AuditRun(
      explainer: try CaseExplainer(
        models: models, explainers: explainers, explainedClass: target,
        twinSeed: twins ? seed : nil, probeFill: probes ? fill : nil),
      output: output, pictures: pictures, seed: seed, groupings: groupBy, resumes: resume,
      origin: AuditOrigin(
        models: sources, manifest: path, split: split,
        command: ["lung-attention"] + CommandLine.arguments.dropFirst()))
    let line = ProgressLine(title, total: manifest.cases.count)
    return try execution.run { try audit.run(manifest, of: study) { line.update($0) } }
  }

  /// Says how the study went.
  ///
  /// - Returns: The command's exit code.
  func report(_ outcome: AuditRun.Outcome) -> ExitCode {
    note(
      "\(outcome.finished) rows done, \(outcome.failures.count) failed; results in \(output)")
    for failure in outcome.failures.prefix(5) {
      note("  \(failure.image): \(failure.reason)")
    }
    if outcome.failures.count > 5 { note("  … all in \(output)/errors.csv") }
    return ExitCode(finished: outcome.finished, failed: outcome.failures.count)
  }
}
