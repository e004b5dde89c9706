import ArgumentParser
import LungAttention

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Measure how much of a model's attention falls inside the lungs.",
    discussion: """
      Prints a CSV row (or with --json an object) per image and method. The lung-attention score
      is lung_mass; read it beside lung_area, its value for a map that ignores the lungs. An
      undefined figure is an empty field, and the column status says why.

      EXAMPLES
        lung-attention score a.png --mask a-mask.png --model m.safetensors
        lung-attention score images/*.png --mask masks --model m.safetensors > scores.csv
      """)

  @OptionGroup var images: ImageOptions
  @OptionGroup var model: SingleModelOptions

  @Flag(help: "Print JSON instead of CSV.")
  var json = false

  @OptionGroup(title: "Explanation options") var explanation: ExplanationOptions
  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let explainer = try CaseExplainer(
      models: [try model.load()], explainers: explanation.explainers,
      explainedClass: explanation.explainedClass)
    let table = CaseTable()
    var results: [CaseResult] = []
    if !json { print(table.header, terminator: "") }
    let code = try execution.run {
      try images.run("Scoring") { subject in
        try explainer.explain(subject).map(\.result)
      } deliver: { rows in
        if json {
          results += rows
        } else {
          print(rows.map { table.line($0) }.joined(), terminator: "")
        }
      }
    }
    if json { print(try table.json(results), terminator: "") }
    throw code
  }
}
