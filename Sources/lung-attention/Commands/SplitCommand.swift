import ArgumentParser
import Foundation
import LungAttention

extension SplitScheme: ExpressibleByArgument {}

struct SplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Make a training set in which sources and classes go together as wanted.",
    discussion: """
      Schemes:

        source-balanced    each source has as many images of each class
        source-imbalanced  each source gives one class only: the source gives the class away
        leave-source-out   one source is tested on and never trained on
        random             all labelled images

      A patient is in one split only, and with the same seed in the same one under every scheme:
      who is tested on in one set is not trained on in another (but for leave-source-out). Splits
      are stratified by source and class. The manifest written has the column split, all other
      columns, and paths that are right from where it lies.

      With --match, source-balanced and source-imbalanced sets have the same number of images of
      each class in each split, so that only how sources and classes go together differs.

      EXAMPLES
        lung-attention split study.csv --scheme random                # study-random.csv
        lung-attention split study.csv --scheme source-balanced --match --output balanced.csv
        lung-attention split study.csv --scheme source-imbalanced --match --output imbalanced.csv
        lung-attention split study.csv --scheme leave-source-out --held-out north --output out.csv
      """)

  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(help: "How sources and classes go together.")
  var scheme: SplitScheme

  @Option(
    help: ArgumentHelp(
      "Manifest to write. (default: the manifest's name with the scheme's)", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Column whose values stay together: patient, image or any further one.", valueName: "column"))
  var group = "patient"

  @Option(help: ArgumentHelp("Share of images to stop training by.", valueName: "share"))
  var val = 0.15

  @Option(help: ArgumentHelp("Share of images to test on.", valueName: "share"))
  var test = 0.25

  @Option(help: ArgumentHelp("Decides who is in which split.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Classes of the set, separated by commas. (default: all)", valueName: "classes"))
  var classes: String?

  @Option(
    help: ArgumentHelp(
      """
      For source-imbalanced: the class that each source gives, as north=covid,south=normal. \
      (default: what keeps most images)
      """, valueName: "source=class"))
  var give: String?

  @Option(
    help: ArgumentHelp(
      """
      For leave-source-out: the source to test on. (default: of those with most classes the one \
      whose smallest class is largest)
      """, valueName: "source"))
  var heldOut: String?

  @Flag(help: "Make the set equal in size to its source-balanced or source-imbalanced counterpart.")
  var match = false

  @Option(help: ArgumentHelp("Write the images left out here, as CSV.", valueName: "file"))
  var dropped: String?

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  func validate() throws {
    if match, scheme != .sourceBalanced, scheme != .sourceImbalanced {
      throw ValidationError(
        "--match needs --scheme source-balanced or source-imbalanced, not \(scheme.rawValue).")
    }
    if give != nil, scheme != .sourceImbalanced, !match {
      throw ValidationError("--give needs --scheme source-imbalanced or --match.")
    }
    if heldOut != nil, scheme != .leaveSourceOut {
      throw ValidationError("--held-out needs --scheme leave-source-out.")
    }
    _ = try classOfSource
  }

  func run() throws {
    let builder = SetBuilder(
      group: group, validationShare: val, testShare: test, seed: seed,
      classes: classes?.split(separator: ",").map(String.init),
      classOfSource: try classOfSource, heldOutSource: heldOut)
    let output = self.output ?? "\(baseName(of: self.manifest))-\(scheme.rawValue).csv"
    try checkPaths(output)
    let manifest = try Manifest(path: self.manifest)
    for row in manifest.badRows { note("Error: \(self.manifest): \(row.diagnosis)") }
    let split = try FileError.naming(self.manifest) {
      guard match else { return try builder.split(manifest.cases, scheme: scheme) }
      let pair = [SplitScheme.sourceBalanced, .sourceImbalanced]
      let splits = try builder.matchedSplits(manifest.cases, schemes: pair)
      return splits[scheme == pair[0] ? 0 : 1]
    }
    try SplitTable.write(split, otherColumns: manifest.otherColumns, to: output)
    note("\(split.cases.count) images in \(output)")
    if let dropped { try SplitTable.writeDropped(split, to: dropped) }
    print(
      json ? try SplitTable.json(split, builder: builder) : SplitTable.text(split), terminator: "")
    throw ExitCode(finished: split.cases.count, failed: manifest.badRows.count)
  }

  /// No file may take the place of another of this run.
  private func checkPaths(_ output: String) throws {
    let files =
      [("the manifest", manifest), ("--output", output)]
      + (dropped.map { [("--dropped", $0)] } ?? [])
    var seen: [String: String] = [:]
    for (name, path) in files {
      let place = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
      if let other = seen.updateValue(name, forKey: place) {
        throw ValidationError("\(name) is \(path), which is \(other), expected another file.")
      }
    }
  }

  private var classOfSource: [String: String] {
    get throws {
      var result: [String: String] = [:]
      for pair in give?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
        let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, result.updateValue(parts[1], forKey: parts[0]) == nil else {
          throw ValidationError("--give has '\(pair)', expected source=class once for each source.")
        }
      }
      return result
    }
  }
}
