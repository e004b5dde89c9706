import ArgumentParser
import LungAttention

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show a model's layers, shapes and preprocessing.",
    discussion: """
      EXAMPLES
        lung-attention inspect model.safetensors
        lung-attention inspect resnet18.safetensors --architecture resnet18 --json
      """)

  @Argument(help: ArgumentHelp("Checkpoint (.safetensors).", valueName: "model"))
  var model: String

  @OptionGroup(title: "Model options") var options: ModelOptions

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    let model = try ModelFile.read(model, overrides: options.overrides)
    let description = try ModelDescription(model)
    print(json ? try description.json() : description.text, terminator: "")
  }
}
