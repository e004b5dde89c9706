import ArgumentParser
import LungAttention

struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Print a model's class scores for each image.",
    discussion: """
      EXAMPLES
        lung-attention predict a.png b.jpg --model m.safetensors
        lung-attention predict a.png --model resnet18.safetensors --architecture resnet18 --json
      """)

  @Argument(help: ArgumentHelp("Radiographs (PNG or JPEG).", valueName: "image"))
  var images: [String]

  @OptionGroup var model: SingleModelOptions

  @Flag(
    help: """
      Print JSON: an array of {image, model, logits, probabilities, predicted}, for labels that \
      can hold together also positives.
      """)
  var json = false

  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let model = try model.load().foldingBatchNormalizations()
    var rows: [PredictionTable.Row] = []
    let batch = try ImageOptions.parse(images)
    let code = try execution.run {
      try batch.run("Predicting") { subject in
        PredictionTable.Row(
          image: subject.image, prediction: try model.predict(ImageFile.read(subject.imagePath)))
      } deliver: {
        rows.append($0)
      }
    }
    let table = PredictionTable(model: model, rows: rows)
    print(json ? try table.json() : table.text, terminator: "")
    throw code
  }
}
