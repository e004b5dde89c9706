import ArgumentParser
import LungAttention

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Explain and score every image of a manifest by one or more models.",
    discussion: """
      The manifest is a CSV file with the column image and, as far as known,
      mask,label,source,patient,view,split; paths are relative to it.

      Writes to the output folder: cases.csv (a row per image, model and method), the report as
      summary.csv, summary.json and report.md, errors.csv, provenance.json, overlays/
      and report/index.html, the page to read.
      'lung-attention report' makes the report again, or of several audits together.

      Beside each score stand null models: a centred Gaussian, another patient's mask, and the same
      network with random weights, which costs as much again (--no-randomized-twin leaves it out).

      EXAMPLES
        lung-attention audit cases.csv --model theirs.onnx --output out
        lung-attention audit cases.csv --model a.safetensors --model b.safetensors \\
          --method gradcam --method occlusion --split test --output out
      """)

  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(
    help: ArgumentHelp(
      "Model (.onnx or .safetensors); may be given more than once.", valueName: "file"))
  var model: [String]

  @Option(help: ArgumentHelp("Folder for the results.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("Audit only the rows of this split.", valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Column of the manifest to group by as well; may be given more than once.",
      valueName: "column"))
  var groupBy: [String] = []

  @Flag(
    inversion: .prefixedNo,
    help: "Also explain each model with random weights, for comparison.")
  var randomizedTwin = true

  @Option(
    help: ArgumentHelp(
      "Seed of intervals, of lent masks and of random weights.", valueName: "number"))
  var seed: UInt64 = 0

  @Flag(
    help: """
      Go on with the same audit in the same folder after it was stopped; finished images are not \
      explained again.
      """)
  var resume = false

  @Flag(help: "Print the summary as JSON instead of a table.")
  var json = false

  @OptionGroup(title: "Explanation options") var explanation: ExplanationOptions
  @OptionGroup(title: "Picture options") var pictures: PictureArguments
  @OptionGroup(title: "Model options") var models: ModelOptions
  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let models = try models.models(at: model)
    let audit = AuditRun(
      explainer: try CaseExplainer(
        models: models, explainers: explanation.explainers,
        explainedClass: explanation.explainedClass, twinSeed: randomizedTwin ? seed : nil),
      output: output, pictures: pictures.options, seed: seed, groupings: groupBy, resumes: resume,
      origin: AuditOrigin(
        modelFiles: Dictionary(zip(models.map(\.name), model), uniquingKeysWith: { $1 }),
        manifest: manifest, split: split,
        command: ["lung-attention"] + CommandLine.arguments.dropFirst()))
    let manifest = try Manifest(path: manifest).only(split: split)
    let line = ProgressLine("Auditing", total: manifest.cases.count)
    let outcome = try execution.run { try audit.run(manifest) { line.update($0) } }
    print(
      json ? try SummaryJSON.text(outcome.report) : SummaryTable.text(outcome.report),
      terminator: "")
    note("\(outcome.finished) rows done, \(outcome.failures.count) failed; results in \(output)")
    for failure in outcome.failures.prefix(5) { note("  \(failure.image): \(failure.reason)") }
    if outcome.failures.count > 5 { note("  … all in \(output)/errors.csv") }
    throw ExitCode(finished: outcome.finished, failed: outcome.failures.count)
  }
}
