internal import Audit
internal import Diagnostics
internal import Tables

/// The growing files of an audit.
struct AuditStore: Sendable {
  /// The rows of an image, ready to be written.
  struct Rows: Sendable {
    let cases: String
    let frames: String
    let regions: String
    let probes: String
  }

  private let folder: String
  private let pictures: PictureFolder
  private let table: CaseTable
  private let cases: GrowingFile
  private let frames: GrowingFile
  private let regions: GrowingFile
  private let probes: GrowingFile
  /// The images that an earlier run has finished.
  let finished: Set<String>

  /// Starts the files anew, or after what an earlier run has finished.
  init(
    _ folder: String, manifest: Manifest, pictures: PictureOptions, provenance: Provenance,
    resuming: Bool
  ) throws {
    self.folder = folder
    self.pictures = PictureFolder(
      path: folder, options: pictures, images: manifest.cases.map(\.image))
    table = CaseTable(manifestColumns: manifest.otherColumns, pictures: true)
    let earlier =
      try resuming ? FinishedRows(in: folder, columns: table.columns, of: provenance) : nil
    finished = earlier?.images ?? []
    if earlier == nil {
      EarlierResults.remove(from: folder)
    } else {
      EarlierResults.removeReport(from: folder)
    }
    try TextFile.write(try provenance.json(), to: "\(folder)/provenance.json")
    frames = try GrowingFile(
      "\(folder)/frames.csv", header: FrameTable.header + (earlier?.frames ?? ""))
    regions = try GrowingFile(
      "\(folder)/regions.csv", header: RegionTable.header + (earlier?.regions ?? ""))
    probes = try GrowingFile(
      "\(folder)/probes.csv", header: ProbeTable.header + (earlier?.probes ?? ""))
    cases = try GrowingFile("\(folder)/cases.csv", header: table.header + (earlier?.cases ?? ""))
  }

  /// The rows of an image's explanations, whose pictures are then on disk.
  func rows(of explanations: [CaseExplanation]) throws -> Rows {
    let pictures = try pictures.writeAll(explanations)
    var grids = ""
    for explanation in explanations {
      guard let saliency = explanation.framedSaliency else { continue }
      let result = explanation.result
      if grids.isEmpty, let lungs = explanation.framedLungs {
        grids += FrameTable.line(image: result.subject.image, subject: nil, cells: lungs)
      }
      grids += FrameTable.line(
        image: result.subject.image,
        subject: AuditSubject(model: result.model, method: result.method), cells: saliency)
    }
    return Rows(
      cases: zip(explanations, pictures).map { table.line($0.result, pictures: $1) }.joined(),
      frames: grids, regions: explanations.map(RegionTable.lines).joined(),
      probes: explanations.map(ProbeTable.lines).joined())
  }

  /// Writes the rows of an image: the case last, so that none is there without all of its own.
  func append(_ rows: Rows) throws {
    try frames.append(rows.frames)
    try regions.append(rows.regions)
    try probes.append(rows.probes)
    try cases.append(rows.cases)
  }

  /// Writes what is known at the end.
  func finish(_ failures: [AuditRun.Failure]) throws {
    try TextFile.write(
      failures.reduce(CSVWriter.line(["image", "reason"])) {
        $0 + CSVWriter.line([$1.image, $1.reason])
      }, to: "\(folder)/errors.csv")
  }
}
