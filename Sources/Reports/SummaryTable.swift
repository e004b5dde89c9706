internal import Attention
internal import Statistics
internal import Tables

/// The summary of an audit as CSV and as a table to read in a terminal: all results of each model
/// and method, then each source and class.
public enum SummaryTable {
  /// What stands for all sources or classes together.
  private static let all = "(all)"

  /// The groups that the tables show.
  static func groups(of report: AuditReport) -> [GroupFigures] {
    report.groups.filter { [.all, .sourceAndLabel].contains($0.group.grouping) }
  }

  /// The summary as CSV.
  public static func csv(_ report: AuditReport) -> String {
    let none = ReportGroup(
      subject: AuditSubject(model: "", method: ""), grouping: .all, values: [])
    let header = members(GroupFigures(none, of: [], seed: 0)).map(\.0)
    return groups(of: report).map(members).reduce(CSVWriter.line(header)) {
      $0 + CSVWriter.line($1.map(\.1.text))
    }
  }

  /// The figures of a group by their names.
  static func members(_ figures: GroupFigures) -> [(String, JSONText.Value)] {
    func estimate(_ name: String, _ estimate: Estimate) -> [(String, JSONText.Value)] {
      [(name, JSONText.Value(estimate.mean))] + interval(name, estimate.interval)
    }
    let group = figures.group
    let undefined = figures.undefined.sorted { $0.key < $1.key }
    return [
      ("model", .string(group.subject.model)), ("method", .string(group.subject.method)),
      ("source", .string(group.source ?? all)), ("class", .string(group.label ?? all)),
      ("n", .integer(figures.count)), ("n_scored", .integer(figures.lungMass.count)),
      ("n_patients", .integer(figures.patients)),
    ] + estimate("lung_mass_mean", figures.lungMass) + [
      ("lung_mass_median", JSONText.Value(figures.medianLungMass)),
      ("lung_area_mean", JSONText.Value(figures.lungArea.mean)),
    ]
      + NullModel.computed.map {
        ("\($0.rawValue)_mean", JSONText.Value(figures.nulls[$0]?.mean))
      } + [
        ("enrichment_mean", JSONText.Value(figures[.enrichment].mean)),
        ("n_peak", .integer(figures.peakOutside.total)),
        ("peak_outside", JSONText.Value(figures.peakOutside.share)),
      ] + interval("peak_outside", figures.peakOutside.interval) + [
        ("n_labelled", .integer(figures.accuracy.total)),
        ("accuracy", JSONText.Value(figures.accuracy.share)),
      ] + interval("accuracy", figures.accuracy.interval) + [
        ("undefined", .string(undefined.map { "\($0.key):\($0.value)" }.joined(separator: ";")))
      ]
  }

  private static func interval(
    _ name: String, _ interval: ConfidenceInterval?
  ) -> [(String, JSONText.Value)] {
    [
      ("\(name)_low", JSONText.Value(interval?.lower)),
      ("\(name)_high", JSONText.Value(interval?.upper)),
    ]
  }
}

extension SummaryTable {
  /// The summary as aligned columns, each figure with its 95 % interval, and a key.
  public static func text(_ report: AuditReport) -> String {
    let header = [
      "model", "method", "source", "class", "n", "lung mass [95 %]", "median", "lung area",
      "enrichment",
      "peak outside [95 %]", "accuracy [95 %]",
    ]
    let rows = groups(of: report).map { figures in
      let (group, scored) = (figures.group, figures.lungMass.count)
      return [
        group.subject.model, group.subject.method, group.source ?? all, group.label ?? all,
        scored == figures.count ? "\(scored)" : "\(scored)/\(figures.count)",
        decimalText(figures.lungMass.mean, figures.lungMass.interval),
        decimalText(figures.medianLungMass), decimalText(figures.lungArea.mean),
        decimalText(figures[.enrichment].mean),
        decimalText(figures.peakOutside.share, figures.peakOutside.interval),
        decimalText(figures.accuracy.share, figures.accuracy.interval),
      ]
    }
    let rule = TextColumns.widths([header] + rows).map { String(repeating: "─", count: $0) }
    return TextColumns.aligned([header, rule] + rows) + key + findings(report)
  }

  /// What the models go by outside the lungs, a line each.
  private static func findings(_ report: AuditReport) -> String {
    guard !report.probes.isEmpty else { return "" }
    let lines = report.shortcuts.filter(\.isFinding).map { "  \($0.model): \($0.sentence)\n" }
    return lines.isEmpty
      ? "\nNo shortcut candidate is a finding.\n"
      : "\nShortcut candidates:\n" + lines.joined()
  }

  private static let key = """

    n             images (scored/all when some maps are undefined)
    lung mass     share of positive saliency inside the lungs: the lung-attention score; mean
    lung area     share of the image that is lung: what a map that ignores the lungs would score
    enrichment    lung mass / lung area; 1 = no preference for the lungs
    peak outside  share of images whose strongest pixel lies outside the lungs
    A low lung mass is evidence consistent with shortcut use; a high one is no proof against it.

    """
}

extension ReportGroup {
  /// The source that the group is about, if it is about one.
  var source: String? {
    grouping == .source || grouping == .sourceAndLabel ? values.first : nil
  }

  /// The true class that the group is about, if it is about one.
  var label: String? {
    grouping == .label || grouping == .sourceAndLabel ? values.last : nil
  }
}
