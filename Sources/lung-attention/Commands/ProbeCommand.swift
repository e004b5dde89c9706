import ArgumentParser
import LungAttention

struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Change each image in one respect at a time and see whether the prediction changes.",
    discussion: """
      Lungs removed; lungs only; burnt-in text or the picture's border erased, or that of another
      image inserted; lungs put into the thorax of another source's image; the tones of another
      source taken on; each salient region outside the lungs erased. Beside each stands a matched
      control that changes as much where it should not matter. 'audit' does the same and explains,
      draws and reports as well.

      The tones of a source are those of all images that the manifest has of it, up to 200, whatever
      --split asks about.

      Writes probes.csv, regions.csv and the tables and report of an audit without its pictures.

      EXAMPLES
        lung-attention probe cases.csv --model theirs.onnx --output out
        lung-attention probe cases.csv --model m.safetensors --target covid --fill mean --output out
      """)

  @OptionGroup var study: StudyOptions

  @Option(help: ArgumentHelp("Layer of the Grad-CAM maps that place regions and controls."))
  var layer: String?

  @Option(
    help: ArgumentHelp(
      "Class to ask about: 'predicted', a class name or its index.", valueName: "class"))
  var target = "predicted"

  @Flag(help: "Print the summary as JSON instead of a table.")
  var json = false

  @OptionGroup(title: "Model options") var models: ModelOptions
  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let explainers: [any Explainer] = [ActivationMap(layer: layer)]
    let outcome = try study.run(
      try models.models(at: study.model), explainers: explainers,
      target: target == "predicted" ? .predicted : .named(target), probes: true,
      pictures: PictureOptions(writesPictures: false), title: "Probing", execution: execution)
    print(
      json ? try SummaryJSON.text(outcome.report) : ProbeText.text(outcome.report), terminator: "")
    throw study.report(outcome)
  }
}
