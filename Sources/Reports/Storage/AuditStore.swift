internal import Audit
internal import Diagnostics
internal import Tables

/// The growing files of an audit.
struct AuditStore: Sendable {
  /// The rows of an image, ready to be written.
  struct Rows: Sendable {
    let cases: String
    let frames: String
  }

  private let folder: String
  private let pictures: PictureFolder
  private let table: CaseTable
  private let cases: GrowingFile
  private let frames: GrowingFile

  /// Starts the files anew.
  init(
    _ folder: String, manifest: Manifest, pictures: PictureOptions, provenance: Provenance
  ) throws {
    self.folder = folder
    self.pictures = PictureFolder(
      path: folder, options: pictures, images: manifest.cases.map(\.image))
    table = CaseTable(manifestColumns: manifest.otherColumns, pictures: true)
    try TextFile.write(try provenance.json(), to: "\(folder)/provenance.json")
    // The frames are written first, so that no case is there without its own.
    frames = try GrowingFile("\(folder)/frames.csv", header: FrameTable.header)
    cases = try GrowingFile("\(folder)/cases.csv", header: table.header)
  }

  /// The rows of an image's explanations, whose pictures are then on disk.
  func rows(of explanations: [CaseExplanation]) throws -> Rows {
    let pictures = try pictures.writeAll(explanations)
    var grids = ""
    for explanation in explanations {
      guard let framed = explanation.framed else { continue }
      let result = explanation.result
      if grids.isEmpty {
        grids += FrameTable.line(image: result.subject.image, subject: nil, cells: framed.lungs)
      }
      grids += FrameTable.line(
        image: result.subject.image,
        subject: AuditSubject(model: result.model, method: result.method), cells: framed.saliency)
    }
    return Rows(
      cases: zip(explanations, pictures).map { table.line($0.result, pictures: $1) }.joined(),
      frames: grids)
  }

  /// Writes the rows of an image.
  func append(_ rows: Rows) throws {
    try frames.append(rows.frames)
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
