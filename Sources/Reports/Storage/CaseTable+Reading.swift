internal import Attention
internal import Diagnostics
internal import Foundation
internal import Tables

extension CaseTable {
  /// The rows of the table at `path`.
  ///
  /// A last row that was cut short, because the audit was killed while it was written, is left
  /// out.
  ///
  /// - Throws: ``FileError`` for a file that is no such table.
  static func read(_ path: String, folder: String) throws -> [CaseRecord] {
    let (header, rows) = try StoredTable.read(path)
    let missing = (subject + ["status", AttentionMeasure.lungMass.rawValue])
      .filter { !header.contains($0) }
    guard missing.isEmpty else {
      throw FileError(
        path,
        Diagnosis(
          "has no column '\(missing[0])'", expected: "the cases.csv of an audit",
          remedy: "Run the audit again with this version."))
    }
    let others = header.filter { !(standard + pictures).contains($0) }
    return try rows.map { row in
      try FileError.naming(path) { try CaseRecord(row, others: others, folder: folder) }
    }
  }
}

/// A stored row that holds what no audit writes.
struct StoredRowError: Diagnosable {
  let column: String
  let text: String

  var diagnosis: Diagnosis {
    Diagnosis(
      "has '\(text)' in the column '\(column)'", expected: "what an audit writes there",
      remedy: "Was the table edited? Run the audit again.")
  }
}

extension CaseRecord {
  /// A record from the fields of a row by column.
  fileprivate init(_ row: [String: String], others: [String], folder: String) throws {
    let stored = StoredRow(row)
    let (text, number) = (stored.text, stored.number)
    self.folder = folder
    image = row["image"] ?? ""
    subject = AuditSubject(model: row["model"] ?? "", method: row["method"] ?? "")
    layer = text("layer")
    label = text("label")
    source = text("source")
    patient = text("patient")
    view = text("view")
    split = text("split")
    other = Dictionary(
      others.compactMap { column in
        text(column).map { (CaseTable.manifestColumn(named: column), $0) }
      },
      uniquingKeysWith: { first, _ in first })
    target = row["target"] ?? ""
    targetProbability = try number("target_probability")
    predicted = row["predicted"] ?? ""
    probability = try number("probability")
    isCorrect = try stored.value("correct", Bool.init)
    status = row["status"] ?? ""
    figures = try Self.numbers(AttentionMeasure.self) { try number($0.rawValue) }
    nulls = try Self.numbers(NullModel.self) { try number($0.rawValue) }
    regions = try ThoraxRegion.allCases.compactMap { region in
      guard let saliency = try number(CaseTable.saliencyColumn(region)),
        let area = try number(CaseTable.areaColumn(region))
      else { return nil }
      return RegionShare(region: region, saliency: saliency, area: area)
    }
    if let x = try stored.value("peak_x", { Int($0) }),
      let y = try stored.value("peak_y", { Int($0) })
    {
      peak = PeakPlace(
        x: x, y: y, region: try stored.value("peak_region", ThoraxRegion.init(rawValue:)))
    } else {
      peak = nil
    }
    warnings = (text("warnings") ?? "").split(separator: ";").map(String.init)
    pictures = CasePictures(
      radiograph: text("radiograph"), map: text("map"), overlay: text("overlay"))
  }

  /// The numbers there are, by their key.
  private static func numbers<Key: CaseIterable & Hashable>(
    _ keys: Key.Type, _ number: (Key) throws -> Double?
  ) rethrows -> [Key: Double] {
    var numbers: [Key: Double] = [:]
    for key in keys.allCases { numbers[key] = try number(key) }
    return numbers
  }
}
