import ArgumentParser
import Foundation
import LungAttention

extension Architecture: ExpressibleByArgument {}
extension Geometry.Fit: ExpressibleByArgument {}

/// What a checkpoint does not say about itself.
struct ModelOptions: ParsableArguments {
  @Option(help: "Architecture of a checkpoint that does not name its own.")
  var architecture: Architecture?

  @Option(help: ArgumentHelp("Network input size.", valueName: "WxH"))
  var inputSize: Extent?

  @Option(
    help: ArgumentHelp("Per-channel mean, for samples in 0…1, such as 0.485,0.456,0.406."))
  var mean: FloatList?

  @Option(help: ArgumentHelp("Per-channel standard deviation, such as 0.229,0.224,0.225."))
  var std: FloatList?

  @Option(help: "How an image of another size is fitted.")
  var fit: Geometry.Fit?

  @Option(help: ArgumentHelp("Class names in the order of the outputs.", valueName: "a,b,c"))
  var classes: String?

  /// Reads the checkpoints at `paths` and says what had to be assumed about them.
  func models(at paths: [String]) throws -> [Model] {
    func stem(_ path: String) -> String {
      URL(filePath: path).deletingPathExtension().lastPathComponent
    }
    return try paths.map { path in
      // Two files of one name are told apart by their paths.
      let isShared = paths.count { stem($0) == stem(path) } > 1
      let model = try ModelFile.read(path, overrides: overrides, name: isShared ? path : nil)
      for text in model.notes { note("\(path): \(text)") }
      return model
    }
  }

  var overrides: ModelOverrides {
    ModelOverrides(
      architecture: architecture, inputSize: inputSize, mean: mean?.values,
      standardDeviation: std?.values,
      fit: fit,
      classNames: classes?.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
  }
}

/// Numbers separated by commas.
struct FloatList: ExpressibleByArgument {
  let values: [Float]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { Float($0) }.filter(\.isFinite)
    guard !values.isEmpty, values.count == parts.count else { return nil }
  }
}

/// The models of a command that takes one.
struct SingleModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Checkpoint (.safetensors).", valueName: "file"))
  var model: String

  @OptionGroup(title: "Model options") var options: ModelOptions

  func load() throws -> Model { try options.models(at: [model])[0] }
}
