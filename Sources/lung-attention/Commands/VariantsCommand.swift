import ArgumentParser
import LungAttention

extension Fill: ExpressibleByArgument {}

struct VariantsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variants",
    abstract: "Write every image with and without lungs, their box, letters or border.",
    discussion: """
      What a network still knows without the lungs, it does not know from the lungs. Kinds:

        full            the image as it is
        lungs-removed   everything but the lungs      lungs-only   nothing but the lungs
        box-removed     everything but their box      box-only     nothing but their box
        marker-removed  everything but burnt-in text
        border-removed  everything but a letterbox, collimation or drawn frame

      Writes for each kind FOLDER/KIND/images, masks and manifest.csv, complete in itself: 'audit',
      'train' and 'predict' take it. An image without marker or border is kept as it is and says so
      in the column note (no-marker, no-border). What cannot be made, such as lungs-removed without
      a mask, is listed in FOLDER/errors.csv and the rest goes on. 8-bit images stay 8-bit, 16-bit
      images 16-bit.

      Removed pixels are filled smoothly from their surroundings (--fill inpaint), because a black
      hole is itself a thing to recognise: its outline still shows the shape of the lungs.
      Above 8 bits a network usually spreads an image's own range; removing its brightest part
      changes that. Give --window-level to audit and train then.

      EXAMPLES
        lung-attention variants study.csv --output variants
        lung-attention variants study.csv --kinds lungs-removed,lungs-only --fill black \\
          --dilate 10 --split test --output variants
        lung-attention audit variants/lungs-removed/manifest.csv --model m.onnx --output out
      """)

  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(help: ArgumentHelp("Folder for the variants.", valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp("Kinds of variants, separated by commas.", valueName: "kinds"),
    transform: VariantKind.list)
  var kinds = VariantKind.allCases

  @Option(help: "What takes the place of removed pixels.")
  var fill = Fill.inpaint

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Grow lungs, box and markers by a disc of so many image pixels; negative shrinks.",
      valueName: "pixels"))
  var dilate = 0

  @Option(help: ArgumentHelp("Take only the rows of this split.", valueName: "name"))
  var split: String?

  @Option(help: ArgumentHelp("Seed of the noise.", valueName: "number"))
  var seed: UInt64 = 0

  @OptionGroup var execution: ExecutionOptions

  func run() throws {
    let path = manifest
    let manifest = try FileError.naming(path) { try Manifest(path: path).only(split: split) }
    let folder = VariantFolder(
      path: output, kinds: kinds, maker: VariantMaker(fill: fill, dilation: dilate, seed: seed))
    let line = ProgressLine("Writing", total: manifest.cases.count)
    let outcome = try execution.run { try folder.write(manifest) { line.update($0) } }
    for manifest in outcome.manifests { print(manifest) }
    for (kept, count) in outcome.notes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      note("\(kept.rawValue): \(count) images kept as they are")
    }
    note("\(outcome.finished) images written, \(outcome.failures.count) failed")
    for failure in outcome.failures.prefix(5) { note("  \(failure)") }
    if outcome.failures.count > 5 { note("  … all in \(output)/errors.csv") }
    throw ExitCode(finished: outcome.finished, failed: outcome.failures.count)
  }
}

extension VariantKind {
  /// The kinds in a list such as `full,lungs-removed`.
  fileprivate static func list(_ text: String) throws -> [VariantKind] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { name in
      if let kind = VariantKind(rawValue: String(name)) { return kind }
      let names = allCases.map(\.rawValue)
      let hint = nearestName(to: String(name), among: names).map { " Did you mean '\($0)'?" }
      throw ValidationError(
        "There is no kind '\(name)', expected some of \(names.joined(separator: ",")).\(hint ?? "")"
      )
    }
  }
}
