internal import Attention
internal import Statistics

extension PageContent {
  /// Above this many rows a chart is cut and the table has the rest.
  private static let mostRows = 14

  static func modelComparison(_ report: AuditReport, _ names: SubjectNames) -> Comparison? {
    guard !report.modelComparisons.isEmpty else { return nil }
    var pairs: [(subject: AuditSubject, partner: PairedComparison.Partner)] = []
    for comparison in report.modelComparisons {
      let (subject, partner) = (comparison.group.subject, comparison.partner)
      if !pairs.contains(where: { $0.subject == subject && $0.partner == partner }) {
        pairs.append((subject, partner))
      }
    }
    let charts = pairs.map { pair -> Chart in
      let rows = report.modelComparisons.filter {
        $0.group.subject == pair.subject && $0.partner == pair.partner
          && [.all, .source, .label, .sourceAndLabel].contains($0.group.grouping)
      }
      let title = "\(names[pair.subject]) minus \(pair.partner.name)"
      return Chart(
        title: title,
        svg: ForestChart(
          title: title, axis: "difference in lung mass, 95 % interval", reference: 0,
          rows: rows.prefix(mostRows).map { row($0, series: names.series(pair.subject)) }
        ).svg.markup)
    }
    return Comparison(
      charts: charts,
      table: table("Every comparison with its test", report.modelComparisons))
  }

  private static func row(_ comparison: PairedComparison, series: Int) -> ForestChart.Row {
    ForestChart.Row(
      label: comparison.group.name,
      note: "\(decimalText(comparison.difference, comparison.interval)), n = \(comparison.count)",
      series: series, estimate: comparison.difference, interval: comparison.interval?.range)
  }

  static func nullCharts(_ report: AuditReport, _ names: SubjectNames) -> [Chart] {
    report.subjects.compactMap { subject in
      guard let figures = report.groups(of: subject, by: .all).first else { return nil }
      let score = figures.lungMass
      var rows = [
        ForestChart.Row(
          label: "the model's maps", note: note(score), series: names.series(subject),
          estimate: score.mean, interval: score.interval?.range)
      ]
      for null in NullModel.allCases {
        guard let value = figures.nulls[null] else { continue }
        rows.append(
          ForestChart.Row(
            label: null.title, note: note(value), estimate: value.mean,
            interval: value.interval?.range))
      }
      let title = names[subject]
      return Chart(
        title: title,
        svg: ForestChart(
          title: "\(title) beside its null models",
          axis: "lung mass (share of saliency inside the lungs)",
          reference: figures.lungArea.mean, domain: 0...1, rows: rows
        ).svg.markup)
    }
  }

  static func nullTable(_ report: AuditReport) -> Table? {
    table("Paired tests against each null model", report.nullComparisons)
  }

  private static func table(_ summary: String, _ comparisons: [PairedComparison]) -> Table? {
    guard !comparisons.isEmpty else { return nil }
    return Table(
      summary: summary, wordColumns: 5,
      head: [
        "model", "method", "by", "group", "against", "n", "patients", "difference", "95 %",
        "p (Holm)", "effect",
      ],
      rows: comparisons.map { comparison in
        .init(cells: [
          comparison.group.subject.model, comparison.group.subject.method,
          comparison.group.grouping.title, comparison.group.name, comparison.partner.name,
          "\(comparison.count)", "\(comparison.patients)",
          decimalText(comparison.difference),
          (comparison.interval?.twoDecimals ?? ""),
          (comparison.adjustedP?.pText ?? "–"),
          decimalText(try? comparison.effectSize.get()),
        ])
      })
  }

  private static func note(_ value: Estimate) -> String {
    "\(decimalText(value.mean, value.interval)), n = \(value.count)"
  }
}

extension ConfidenceInterval {
  /// From end to end.
  var range: ClosedRange<Double> { lower...upper }
}
