import ArgumentParser
import LungAttention

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Explain and score every image of a manifest by one or more models.",
    discussion: """
      The manifest is a CSV file with the column image and, as far as known,
      mask,label,source,patient,view,split; paths are relative to it.

      Writes to the output folder: cases.csv (a row per image, model and method), regions.csv (each
      region of high saliency outside the lungs), probes.csv (what causal probes did), the report as
      summary.csv, summary.json and report.md, errors.csv, provenance.json, overlays/
      and report/index.html, the page to read.
      'lung-attention report' makes the report again, or of several audits together.

      Beside each score stand null models: a centred Gaussian, another patient's mask, and the same
      network with random weights, which costs as much again (--no-randomized-twin leaves it out).
      Probes cost some twenty runs of the network for each image (--no-probes leaves them out).

      EXAMPLES
        lung-attention audit cases.csv --model theirs.onnx --output out
        lung-attention audit cases.csv --model a.safetensors --model b.safetensors \\
          --method gradcam --method occlusion --split test --output out
      """)

  @OptionGroup var study: StudyOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Also explain each model with random weights, for comparison.")
  var randomizedTwin = true

  @Flag(
    inversion: .prefixedNo,
    help: """
      Also change each image to see whether the prediction changes: lungs removed, text or border \
      erased or inserted, background or tones swapped, each salient region outside the lungs erased.
      """)
  var probes = true

  @Flag(help: "Print the summary as JSON instead of a table.")
  var json = false

  @OptionGroup(title: "Explanation options") var explanation: ExplanationOptions
  @OptionGroup(title: "Picture options") var pictures: PictureArguments
  @OptionGroup(title: "Model options") var models: ModelOptions
  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let outcome = try study.run(
      try models.models(at: study.model), explainers: explanation.explainers,
      target: explanation.explainedClass, twins: randomizedTwin, probes: probes,
      pictures: pictures.options, title: "Auditing", execution: execution)
    print(
      json ? try SummaryJSON.text(outcome.report) : SummaryTable.text(outcome.report),
      terminator: "")
    throw study.report(outcome)
  }
}
