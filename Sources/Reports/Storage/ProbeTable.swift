internal import Audit
internal import Diagnostics
public import Probes
internal import Tables

/// `probes.csv`: a row for each image, model and causal probe.
package enum ProbeTable {
  package static let columns =
    ["image", "model", "target", "probe", "status", "donor"] + EffectColumns.names
    + ["surviving", "lung_reliance"]

  static var header: String { CSVWriter.line(columns) }

  /// The lines of an explanation's probes; nothing where it has none.
  static func lines(_ explanation: CaseExplanation) -> String {
    guard let probes = explanation.probes else { return "" }
    let result = explanation.result
    return probes.outcomes.map { probe in
      var cells = EffectColumns.cells(probe.effect)
      let status: String
      switch probe.result {
      case .success: status = "ok"
      case .failure(let obstacle): status = obstacle.rawValue
      }
      cells["image"] = .string(result.subject.image)
      cells["model"] = .string(result.model)
      cells["target"] = .string(result.target)
      cells["probe"] = .string(probe.kind.rawValue)
      cells["status"] = .string(status)
      cells["donor"] = JSONText.Value(probe.donor)
      if probe.kind == .lungsOnly || probe.kind == .lungsRemoved {
        cells["surviving"] = JSONText.Value(probes.surviving(probe.kind))
        cells["lung_reliance"] = JSONText.Value(probes.lungReliance)
      }
      return CSVWriter.line(columns.map { cells[$0]?.text ?? "" })
    }.joined()
  }

  /// The rows of the table at `path`.
  ///
  /// - Throws: ``FileError`` for a file that is no such table.
  static func read(_ path: String) throws -> [ProbeRecord] {
    let rows = try StoredTable.read(path, columns: columns)
    return try FileError.naming(path) { try rows.map { try ProbeRecord(StoredRow($0)) } }
  }
}

/// What came of a probe on an image, as a results folder holds it.
public struct ProbeRecord: Sendable, Equatable {
  /// The image as the manifest names it.
  public let image: String
  /// The model's name.
  public let model: String
  /// The class asked about.
  public let target: String
  /// What was done.
  public let kind: ProbeKind
  /// `ok`, or why it could not be done.
  public let status: String
  /// The image that lent a text or a background, or the source that lent its tones; `nil` for none.
  public let donor: String?
  /// What it did.
  public let effect: ProbeEffect?
  /// How much of the class score survives; see ``LungReliance``.
  public let surviving: Double?
  /// See ``ImageProbes/lungReliance``.
  public let lungReliance: Double?

  fileprivate init(_ row: StoredRow) throws {
    image = row.text("image") ?? ""
    model = row.text("model") ?? ""
    target = row.text("target") ?? ""
    kind = try row.required("probe", ProbeKind.init)
    status = row.text("status") ?? ""
    donor = row.text("donor")
    effect = try EffectColumns.effect(row)
    surviving = try row.number("surviving")
    lungReliance = try row.number("lung_reliance")
  }
}
