import ArgumentParser
import LungAttention

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Draw where a model looks, on each image.",
    discussion: """
      Writes overlays/IMAGE.MODEL.METHOD.png to the output folder and prints their paths; with
      --save-map also maps/….npy, with --panels also panels/….png.

      EXAMPLES
        lung-attention explain a.png --model m.safetensors --output out
        lung-attention explain images/*.png --mask masks --model m.safetensors \\
          --method gradcam --method occlusion --target covid --save-map --output out
      """)

  @OptionGroup var images: ImageOptions
  @OptionGroup var model: SingleModelOptions

  @Option(help: ArgumentHelp("Folder for the pictures.", valueName: "folder"))
  var output: String

  @OptionGroup(title: "Explanation options") var explanation: ExplanationOptions
  @OptionGroup(title: "Picture options") var pictures: PictureArguments
  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let explainer = try CaseExplainer(
      models: [try model.load()], explainers: explanation.explainers,
      explainedClass: explanation.explainedClass)
    let folder = PictureFolder(path: output, options: pictures.options, images: images.images)
    throw try execution.run {
      try images.run("Explaining") { subject in
        try explainer.explain(subject).map { try folder.write($0) }
      } deliver: { paths in
        for path in paths { print(path) }
      }
    }
  }
}
