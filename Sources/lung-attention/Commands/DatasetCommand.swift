import ArgumentParser
import Foundation
import LungAttention

struct DatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset",
    abstract:
      "Audit a data set before training: leaks, copies, imbalance, what gives sources away.",
    discussion: """
      Writes to the output folder index.html, the page to read, and dataset.json. The verdict is
      clean, warnings or unfit, by rules that the page lists:

        a patient, or the same picture, in more than one split (copies are found also when
        re-encoded, resized or changed in tone, not when mirrored, turned or cut)
        the source tells the class: the intra-source imbalance index is the mutual information of
        class and source over the entropy of the class, 0 when each source has the classes in the
        same shares, 1 when the source determines the class
        a small classifier tells the source with the lungs removed, or the class from size, format,
        view, sharpness, border and markers
        images, classes, sources or masks are missing or cannot be used

      Problems found are no failure of the command; images that cannot be read are (exit code 3).

      EXAMPLES
        lung-attention dataset study.csv                              # study-dataset/index.html
        lung-attention split study.csv --scheme source-balanced --output balanced.csv
        lung-attention dataset balanced.csv --output balanced
      """)

  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(
    help: ArgumentHelp(
      "Folder for the report. (default: the manifest's name with -dataset)", valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Decides folds of the classifiers, resamples of intervals and permutations.",
      valueName: "number"))
  var seed: UInt64 = 0

  @Flag(help: "Print the report as JSON instead of tables.")
  var json = false

  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let manifest = try Manifest(path: self.manifest)
    let output = self.output ?? baseName(of: self.manifest) + "-dataset"
    let line = ProgressLine("Measuring", total: manifest.cases.count)
    let outcome = try execution.run {
      try DatasetRun(output: output, seed: seed).run(
        manifest, name: URL(filePath: self.manifest).lastPathComponent
      ) { line.update($0) }
    }
    print(
      json
        ? try DatasetJSON.text(outcome.audit, outcome.verdict)
        : DatasetText.text(outcome.audit, outcome.verdict), terminator: "")
    let failures = outcome.audit.failures
    note("\(manifest.cases.count) images, \(failures.count) failed; report in \(output)/index.html")
    for failure in failures.prefix(5) { note("  \(failure.image): \(failure.reason)") }
    if failures.count > 5 { note("  … all in \(output)/dataset.json") }
    throw ExitCode(
      finished: outcome.audit.pictures.count { $0 != nil }, failed: failures.count)
  }
}
