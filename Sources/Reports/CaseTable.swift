internal import Attention
public import Audit
internal import Foundation
internal import Tables

/// Results as a tidy table: one row per image, model and method.
///
/// An undefined figure is an empty field, and the column `status` says why. Numbers are written
/// with as many digits as it takes to read the same number back.
public enum CaseTable {
  /// The names of the columns.
  public static let columns =
    [
      "image", "model", "method", "layer", "label", "source", "patient", "view", "split", "target",
      "target_probability", "predicted", "probability", "correct", "status",
    ] + AttentionMeasure.allCases.map(\.rawValue) + ["peak_x", "peak_y", "warnings"]

  /// The header line.
  public static var header: String { CSVWriter.line(columns) }

  /// The line of a result.
  public static func line(_ result: CaseResult) -> String {
    CSVWriter.line(columns.map { cells(result)[$0]?.text ?? "" })
  }

  /// Results as a JSON array of objects; an undefined figure is `null`.
  public static func json(_ results: [CaseResult]) throws -> String {
    try JSONText.render(
      results.map { result in
        let cells = cells(result)
        return columns.map { ($0, cells[$0] ?? .missing) }
      })
  }

  private static func cells(_ result: CaseResult) -> [String: JSONText.Value] {
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
      "peak_x": result.score.peak.map { .number(Double($0.x)) } ?? .missing,
      "peak_y": result.score.peak.map { .number(Double($0.y)) } ?? .missing,
      "warnings": .string(result.warnings.joined(separator: ";")),
    ]
    for measure in AttentionMeasure.allCases {
      cells[measure.rawValue] = result.score[measure].value.map { .number($0) } ?? .missing
    }
    return cells
  }
}
