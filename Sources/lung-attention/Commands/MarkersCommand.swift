import ArgumentParser
import LungAttention

struct MarkersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "markers",
    abstract: "Find burnt-in text on radiographs, such as the letters R, L or PORTABLE.",
    discussion: """
      Prints a line per marker: its box in the image's pixels (x1 and y1 are one beyond the last)
      and a confidence, 0…1. The radiograph alone is looked at; no model is needed.

      With --truth, a CSV file with the columns image,x0,y0,x1,y1 (and source, if the manifest has
      none), it prints instead how well these boxes are found at an intersection over union of 0.3,
      overall and in each source, and which were missed. Images without a box count too.

      EXAMPLES
        lung-attention markers a.png b.jpg
        lung-attention markers a.png --json --minimum-confidence 0.3
        lung-attention markers --manifest study.csv --truth boxes.csv
      """)

  @Argument(help: ArgumentHelp("Radiographs (PNG or JPEG).", valueName: "image"))
  var images: [String] = []

  @Option(
    help: ArgumentHelp("Take the images of this manifest.", valueName: "manifest.csv"))
  var manifest: String?

  @Option(
    help: ArgumentHelp("Compare with these boxes; needs --manifest.", valueName: "boxes.csv"))
  var truth: String?

  @Option(
    help: ArgumentHelp("Leave out markers of less confidence.", valueName: "number"))
  var minimumConfidence = TextMarkerDetector.defaultConfidence

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @OptionGroup var execution: ExecutionOptions

  func validate() throws {
    guard images.isEmpty == (manifest != nil) else {
      throw ValidationError("Name images or a --manifest, one of the two.")
    }
    if truth != nil, manifest == nil {
      throw ValidationError("--truth needs the --manifest of the images.")
    }
    guard (0...1).contains(minimumConfidence) else {
      throw ValidationError("--minimum-confidence is \(minimumConfidence), expected 0 to 1.")
    }
  }

  func run() throws {
    let truth = try truth.map { try LabelledBoxes(path: $0) }
    let list = try manifest.map { try Manifest(path: $0) }
    for row in list?.badRows ?? [] { note("Error: \(row.diagnosis)") }
    let cases = list?.cases ?? images.map { Case(image: $0) }
    if let truth { try check(truth, against: cases) }
    // Average precision ranks also what is not reported.
    let detector = TextMarkerDetector(minimumConfidence: truth == nil ? minimumConfidence : 0)
    var findings: [MarkerFindings] = []
    let failed = try execution.run {
      try cases.run("Looking for markers") { subject in
        MarkerFindings(
          subject: subject, markers: detector.markers(in: try ImageFile.read(subject.imagePath)))
      } deliver: {
        findings.append($0)
      }
    }
    try print(findings, truth)
    throw ExitCode(finished: findings.count, failed: failed + (list?.badRows.count ?? 0))
  }

  /// Says which boxes are of no image that is looked at.
  ///
  /// - Throws: ``FileError`` if all are.
  private func check(_ truth: LabelledBoxes, against cases: [Case]) throws {
    let unknown = Set(truth.boxes.keys).subtracting(cases.map(\.image)).sorted()
    guard let path = self.truth, let first = unknown.first else { return }
    guard unknown.count < truth.boxes.count else {
      throw FileError(
        path,
        Diagnosis(
          "has boxes of no image in the manifest",
          expected: "the manifest's rows, named in the same way; '\(first)' is none"))
    }
    note(
      "\(path): \(unknown.count) of its \(truth.boxes.count) images are not in the manifest and are "
        + "left out, '\(first)' for one")
  }

  private func print(_ findings: [MarkerFindings], _ truth: LabelledBoxes?) throws {
    let text: String
    if let truth {
      let evaluation = MarkerEvaluation(
        findings, truth: truth, minimumConfidence: minimumConfidence)
      text =
        json
        ? try MarkerEvaluationTable.json(evaluation) : MarkerEvaluationTable.text(evaluation)
    } else {
      text = json ? try MarkerTable.json(findings) : MarkerTable.text(findings)
    }
    Swift.print(text, terminator: "")
  }
}
