internal import Attention
public import Audit
internal import Foundation
internal import Tables

/// Results as a tidy table: one row per image, model and method.
///
/// An undefined figure is an empty field, and the column `status` says why. Numbers are written
/// with as many digits as it takes to read the same number back.
public struct CaseTable: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// The further columns of the manifest by their names here.
  private let manifestColumns: [(name: String, source: String)]

  /// A table for the cases of a manifest with further columns.
  ///
  /// A manifest's column that is called like one of ours is called `manifest_…` here.
  public init(manifestColumns: [String] = [], pictures: Bool = false) {
    self.manifestColumns = manifestColumns.map { (Self.name(ofManifestColumn: $0), $0) }
    columns = Self.standard + self.manifestColumns.map(\.name) + (pictures ? Self.pictures : [])
  }

  static let subject = ["image", "model", "method", "layer"]
  static let pictures = ["overlay", "radiograph", "map"]
  /// The columns that every table has.
  static let standard =
    subject + [
      "label", "source", "patient", "view", "split", "target", "target_probability", "predicted",
      "probability", "correct", "status",
    ] + AttentionMeasure.allCases.map(\.rawValue) + NullModel.computed.map(\.rawValue)
    + ["peak_x", "peak_y", "peak_region"]
    + ThoraxRegion.allCases.flatMap { [saliencyColumn($0), areaColumn($0)] } + ["warnings"]

  static func saliencyColumn(_ region: ThoraxRegion) -> String { "saliency_\(region.rawValue)" }
  static func areaColumn(_ region: ThoraxRegion) -> String { "area_\(region.rawValue)" }

  static func name(ofManifestColumn name: String) -> String {
    (standard + pictures).contains(name) || name.hasPrefix("manifest_") ? "manifest_\(name)" : name
  }

  /// The name in the manifest of a column that is not ours.
  static func manifestColumn(named name: String) -> String {
    name.hasPrefix("manifest_") ? String(name.dropFirst("manifest_".count)) : name
  }

  /// The header line.
  public var header: String { CSVWriter.line(columns) }

  /// The line of a result.
  public func line(_ result: CaseResult, pictures: CasePictures = CasePictures()) -> String {
    let cells = cells(result, pictures: pictures)
    return CSVWriter.line(columns.map { cells[$0]?.text ?? "" })
  }

  /// Results as a JSON array of objects; an undefined figure is `null`.
  public func json(_ results: [CaseResult]) throws -> String {
    try JSONText.render(
      results.map { result in
        let cells = cells(result, pictures: CasePictures())
        return columns.map { ($0, cells[$0] ?? .missing) }
      })
  }

  private func cells(
    _ result: CaseResult, pictures: CasePictures
  ) -> [String: JSONText.Value] {
    let subject = result.subject
    var cells: [String: JSONText.Value] = [
      "image": .string(subject.image), "model": .string(result.model),
      "method": .string(result.method), "layer": JSONText.Value(result.layer),
      "label": JSONText.Value(subject.label), "source": JSONText.Value(subject.source),
      "patient": JSONText.Value(subject.patient), "view": JSONText.Value(subject.view),
      "split": JSONText.Value(subject.split), "target": .string(result.target),
      "target_probability": JSONText.Value(result.targetProbability),
      "predicted": .string(result.predicted), "probability": JSONText.Value(result.probability),
      "correct": result.isCorrect.map(JSONText.Value.boolean) ?? .missing,
      "status": .string(result.score.status),
      "peak_x": result.score.peak.map { .integer($0.x) } ?? .missing,
      "peak_y": result.score.peak.map { .integer($0.y) } ?? .missing,
      "peak_region": JSONText.Value(result.peakRegion?.rawValue),
      "warnings": .string(result.warnings.joined(separator: ";")),
      "overlay": JSONText.Value(pictures.overlay),
      "radiograph": JSONText.Value(pictures.radiograph), "map": JSONText.Value(pictures.map),
    ]
    for measure in AttentionMeasure.allCases {
      cells[measure.rawValue] = JSONText.Value(result.score[measure].value)
    }
    for model in NullModel.computed { cells[model.rawValue] = JSONText.Value(result.nulls[model]) }
    for share in result.regions {
      cells[Self.saliencyColumn(share.region)] = .number(share.saliency)
      cells[Self.areaColumn(share.region)] = .number(share.area)
    }
    for (name, source) in manifestColumns { cells[name] = JSONText.Value(subject.other[source]) }
    return cells
  }
}

extension NullModel {
  /// Those with a column of their own; a uniform map's score is the lung area.
  static let computed = allCases.filter { $0 != .uniform }
}
