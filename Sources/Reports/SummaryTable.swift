public import Audit
internal import Checkpoints
internal import Statistics
internal import Tables

/// The summary of an audit as CSV, as JSON and as a table to read in a terminal.
public enum SummaryTable {
  /// What stands for all sources or classes together.
  private static let all = "(all)"

  /// The summaries as CSV.
  public static func csv(_ summaries: [GroupSummary]) -> String {
    let rows = summaries.map(members)
    let header = rows.first.map { CSVWriter.line($0.map(\.0)) } ?? ""
    return rows.reduce(header) { $0 + CSVWriter.line($1.map(\.1.text)) }
  }

  /// The summaries as a JSON object with the version that made them.
  public static func json(_ summaries: [GroupSummary], failures: Int) throws -> String {
    let groups = try summaries.map { "    " + (try JSONText.render(.object(members($0)))) }
    return """
      {
        "tool": "lung-attention \(ToolVersion.current)",
        "failed_rows": \(failures),
        "groups": [
      \(groups.joined(separator: ",\n"))
        ]
      }

      """
  }

  private static func members(_ summary: GroupSummary) -> [(String, JSONText.Value)] {
    func interval(_ name: String, _ interval: ConfidenceInterval?) -> [(String, JSONText.Value)] {
      [
        ("\(name)_low", JSONText.Value(interval?.lower)),
        ("\(name)_high", JSONText.Value(interval?.upper)),
      ]
    }
    let group = summary.group
    let undefined = summary.undefined.sorted { $0.key < $1.key }
    return [
      ("model", .string(group.model)), ("method", .string(group.method)),
      ("source", .string(group.source ?? all)), ("class", .string(group.label ?? all)),
      ("n", .integer(summary.count)), ("n_scored", .integer(summary.scored)),
      ("lung_mass_mean", JSONText.Value(summary.meanLungMass)),
    ] + interval("lung_mass_mean", summary.lungMassInterval) + [
      ("lung_mass_median", JSONText.Value(summary.medianLungMass)),
      ("lung_area_mean", JSONText.Value(summary.meanLungArea)),
      ("enrichment_mean", JSONText.Value(summary.meanEnrichment)),
      ("n_peak", .integer(summary.peakOutside.total)),
      ("peak_outside", JSONText.Value(summary.peakOutside.share)),
    ] + interval("peak_outside", summary.peakOutside.interval) + [
      ("n_labelled", .integer(summary.accuracy.total)),
      ("accuracy", JSONText.Value(summary.accuracy.share)),
    ] + interval("accuracy", summary.accuracy.interval) + [
      ("undefined", .string(undefined.map { "\($0.key):\($0.value)" }.joined(separator: ";")))
    ]
  }
}

extension SummaryTable {
  /// The summaries as aligned columns, each figure with its 95 % interval, and a key.
  public static func text(_ summaries: [GroupSummary]) -> String {
    let header = [
      "model", "method", "source", "class", "n", "lung mass [95 %]", "median", "lung area",
      "enrichment",
      "peak outside [95 %]", "accuracy [95 %]",
    ]
    let rows = summaries.map { summary in
      [
        summary.group.model, summary.group.method, summary.group.source ?? all,
        summary.group.label ?? all,
        summary.scored == summary.count ? "\(summary.count)" : "\(summary.scored)/\(summary.count)",
        figure(summary.meanLungMass, summary.lungMassInterval), figure(summary.medianLungMass),
        figure(summary.meanLungArea),
        figure(summary.meanEnrichment),
        figure(summary.peakOutside.share, summary.peakOutside.interval),
        figure(summary.accuracy.share, summary.accuracy.interval),
      ]
    }
    let rule = TextColumns.widths([header] + rows).map { String(repeating: "─", count: $0) }
    return TextColumns.aligned([header, rule] + rows) + key
  }

  private static let key = """

    n             images (scored/all when some maps are undefined)
    lung mass     share of positive saliency inside the lungs: the lung-attention score; mean
    lung area     share of the image that is lung: what a map that ignores the lungs would score
    enrichment    lung mass / lung area; 1 = no preference for the lungs
    peak outside  share of images whose strongest pixel lies outside the lungs
    A low lung mass is evidence consistent with shortcut use; a high one is no proof against it.

    """

  /// `0.41 [0.37, 0.45]`, or a dash for what is unknown.
  private static func figure(_ value: Double?, _ interval: ConfidenceInterval? = nil) -> String {
    guard let value else { return "–" }
    guard let interval else { return value.twoDecimals }
    return "\(value.twoDecimals) [\(interval.lower.twoDecimals), \(interval.upper.twoDecimals)]"
  }
}

extension Double {
  /// The number with two decimals, halves rounded to even.
  fileprivate var twoDecimals: String {
    let hundredths = Int((self * 100).rounded(.toNearestOrEven))
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
