import ArgumentParser
import Foundation
import LungAttention

/// What a model does not say about itself.
struct ModelOptions: ParsableArguments {
  @Option(help: "Architecture of a checkpoint that does not name its own.")
  var architecture: Architecture?

  @Option(
    help: """
      How a library prepares pictures, for what nothing else says. imagenet: 224x224, 3 channels, \
      range 0,1, ImageNet's mean and std, stretched (not torchvision's resize to 256 and crop, \
      which hides the margins). torchxrayvision: 224x224, 1 channel, range -1024,1024, the \
      centre square, a sigmoid for each of its 18 findings.
      """)
  var preset: ModelPreset?

  @Option(help: ArgumentHelp("Network input size.", valueName: "WxH"))
  var inputSize: Extent?

  @Option(help: ArgumentHelp("Image channels that the network takes.", valueName: "number"))
  var channels: Int?

  @Option(parsing: .unconditional, help: ToneWindow.help)
  var windowLevel: ToneWindow?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What black and white become: 0,1 or 0,255 or -1,1 or -1024,1024 or any two numbers.",
      valueName: "black,white"))
  var range: RangeArgument?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Per-channel mean in the units of --range, such as 0.485,0.456,0.406 for 0,1.",
      valueName: "numbers"))
  var mean: FloatList?

  @Option(
    help: ArgumentHelp(
      "Per-channel standard deviation in the units of --range, such as 0.229,0.224,0.225.",
      valueName: "numbers"))
  var std: FloatList?

  @Flag(exclusivity: .exclusive, help: "How an image of another size is fitted.")
  var fit: Geometry.Fit?

  @Option(
    help: ArgumentHelp(
      "Class names in the order of the outputs; for one output NEGATIVE,POSITIVE or POSITIVE.",
      valueName: "a,b,c"))
  var classes: String?

  @Option(
    help: """
      What turns outputs into probabilities: softmax for one class of several, sigmoid for labels \
      that can hold together or for a single output, none if they are no probabilities.
      """)
  var outputActivation: OutputActivation?

  func validate() throws {
    if let channels, channels < 1 {
      throw ValidationError("--channels is \(channels), expected 1 or more.")
    }
  }

  /// Reads the models at `paths` and says what had to be assumed about them.
  func models(at paths: [String]) throws -> [Model] {
    func stem(_ path: String) -> String {
      URL(filePath: path).deletingPathExtension().lastPathComponent
    }
    return try paths.map { path in
      // Two files of one name are told apart by their paths.
      let isShared = paths.count { stem($0) == stem(path) } > 1
      let model = try ModelFile.read(path, overrides: settings, name: isShared ? path : nil)
      for text in model.notes { note("\(path): \(text)") }
      return model
    }
  }

  private var settings: ModelSettings {
    ModelSettings(
      architecture: architecture, preset: preset, window: windowLevel, inputSize: inputSize,
      channels: channels, fit: fit, range: range?.value, mean: mean?.values,
      standardDeviation: std?.values,
      classNames: classes?.split(separator: ",", omittingEmptySubsequences: false).map(String.init),
      activation: outputActivation)
  }
}

/// The models of a command that takes one.
struct SingleModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Model (.onnx or .safetensors).", valueName: "file"))
  var model: String

  @OptionGroup(title: "Model options") var options: ModelOptions

  func load() throws -> Model { try options.models(at: [model])[0] }
}
