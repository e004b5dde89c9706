public import Attention
internal import Audit
internal import Diagnostics
internal import Imaging
public import Probes
internal import Tables

/// `regions.csv`: a row for each region of high saliency outside the lungs.
package enum RegionTable {
  package static let columns =
    [
      "image", "model", "method", "target", "number", "kind", "x0", "y0", "x1", "y1",
      "image_width", "image_height", "share", "strength", "peak_x", "peak_y", "distance", "frame_u",
      "frame_v",
    ] + EffectColumns.names

  static var header: String { CSVWriter.line(columns) }

  /// The lines of an explanation's regions, the largest share first.
  static func lines(_ explanation: CaseExplanation) -> String {
    let result = explanation.result
    return explanation.outside.enumerated().map { number, erased in
      let region = erased.region
      var cells = EffectColumns.cells(erased.effect)
      cells.merge([
        "image": .string(result.subject.image), "model": .string(result.model),
        "method": .string(result.method), "target": .string(result.target),
        "number": .integer(number + 1), "kind": .string(region.kind.rawValue),
        "x0": .integer(region.columns.lowerBound), "y0": .integer(region.rows.lowerBound),
        "x1": .integer(region.columns.upperBound), "y1": .integer(region.rows.upperBound),
        "image_width": .integer(explanation.image.width),
        "image_height": .integer(explanation.image.height), "share": .number(region.share),
        "strength": .number(region.strength), "peak_x": .integer(region.peak.x),
        "peak_y": .integer(region.peak.y), "distance": .number(region.distance),
        "frame_u": .number(region.place.u), "frame_v": .number(region.place.v),
      ]) { $1 }
      return CSVWriter.line(columns.map { cells[$0]?.text ?? "" })
    }.joined()
  }

  /// The rows of the table at `path`.
  ///
  /// - Throws: ``FileError`` for a file that is no such table.
  static func read(_ path: String, folder: String) throws -> [RegionRecord] {
    let rows = try StoredTable.read(path, columns: columns)
    return try FileError.naming(path) {
      try rows.map { try RegionRecord(StoredRow($0), folder: folder) }
    }
  }
}

/// A region outside the lungs, as a results folder holds it.
public struct RegionRecord: Sendable, Equatable {
  /// The results folder it is stored in.
  public let folder: String
  /// The image as the manifest names it.
  public let image: String
  /// The model and method.
  public let subject: AuditSubject
  /// The class explained.
  public let target: String
  /// What it shows.
  public let kind: OutsideRegionKind
  /// Its rows in original pixels.
  public let rows: Range<Int>
  /// Its columns in original pixels.
  public let columns: Range<Int>
  /// The image's height and width in pixels.
  public let extent: (height: Int, width: Int)
  /// Its share of the map's positive saliency.
  public let share: Double
  /// Its strongest pixel in units of the lungs' box.
  public let place: (u: Double, v: Double)
  /// What erasing it does; `nil` without probes.
  public let effect: ProbeEffect?

  /// Equal when all parts are.
  public static func == (a: RegionRecord, b: RegionRecord) -> Bool {
    a.folder == b.folder && a.image == b.image && a.subject == b.subject && a.target == b.target
      && a.kind == b.kind && a.rows == b.rows && a.columns == b.columns && a.extent == b.extent
      && a.share == b.share && a.place == b.place && a.effect == b.effect
  }

  fileprivate init(_ row: StoredRow, folder: String) throws {
    func range(_ lower: String, _ upper: String) throws -> Range<Int> {
      let (start, end) = (try row.required(lower, Int.init), try row.required(upper, Int.init))
      guard start < end else { throw StoredRowError(column: upper, text: "\(end)") }
      return start..<end
    }
    func number(_ column: String) throws -> Double {
      try row.number(column) ?? { throw StoredRowError(column: column, text: "") }()
    }
    self.folder = folder
    image = row.text("image") ?? ""
    subject = AuditSubject(model: row.text("model") ?? "", method: row.text("method") ?? "")
    target = row.text("target") ?? ""
    kind = try row.required("kind", OutsideRegionKind.init)
    rows = try range("y0", "y1")
    columns = try range("x0", "x1")
    extent = (
      try row.required("image_height", Int.init), try row.required("image_width", Int.init)
    )
    share = try number("share")
    place = (try number("frame_u"), try number("frame_v"))
    effect = try EffectColumns.effect(row)
  }
}
