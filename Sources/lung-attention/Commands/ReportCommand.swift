import ArgumentParser
import LungAttention

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make the report of one or several audits again, without running a network.",
    discussion: """
      Several results are put together: models are compared on the images that they share. A row
      that occurs more than once (same image, model and method) counts once, as in the last of
      the results. Results in which one name means different things are refused: a model from
      another file, a method with other parameters, an image with another label, source or patient.

      EXAMPLES
        lung-attention report results
        lung-attention report results --group-by scanner --output regrouped
        lung-attention report hospital-a hospital-b --output both
      """)

  @Argument(
    help: ArgumentHelp("Output folders of audits.", valueName: "results"))
  var results: [String]

  @Option(
    help: ArgumentHelp(
      "Folder for the report. (default: the results folder, if there is one)",
      valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Column of the manifest to group by as well; may be given more than once.",
      valueName: "column"))
  var groupBy: [String] = []

  @Option(
    help: ArgumentHelp(
      "Seed of the bootstrap intervals. (default: that of the first audit)", valueName: "number"))
  var seed: UInt64?

  @Flag(help: "Print the summary as JSON instead of a table.")
  var json = false

  func validate() throws {
    guard output != nil || results.count == 1 else {
      throw ValidationError("Several results need --output for their common report.")
    }
  }

  func run() throws {
    let folder = output ?? results[0]
    let report = try AuditReport(
      of: results.map { try StoredResults(folder: $0) }, groupedBy: groupBy, seed: seed,
      in: folder)
    try ReportFolder.write(report, to: folder)
    print(json ? try SummaryJSON.text(report) : SummaryTable.text(report), terminator: "")
    for text in report.notes { note(text) }
    note("\(report.cases.count) rows of \(results.joined(separator: ", ")); report in \(folder)")
  }
}
