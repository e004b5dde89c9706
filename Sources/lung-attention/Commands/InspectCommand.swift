import ArgumentParser
import LungAttention

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show a model's layers, shapes and preprocessing.",
    discussion: """
      Shows in order what is done to a picture and to the outputs, and who says so: a flag, the
      sidecar (MODEL.json beside the model), the model's file, a preset, the default, or nobody
      (assumed). Lists the layers worth explaining with their resolution.

      EXAMPLES
        lung-attention inspect model.onnx
        lung-attention inspect resnet18.safetensors --architecture resnet18 --json
      """)

  @Argument(help: ArgumentHelp("Model (.onnx or .safetensors).", valueName: "model"))
  var model: String

  @OptionGroup(title: "Model options") var options: ModelOptions

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    let model = try options.models(at: [model])[0]
    let description = try ModelDescription(model)
    print(json ? try description.json() : description.text, terminator: "")
  }
}
