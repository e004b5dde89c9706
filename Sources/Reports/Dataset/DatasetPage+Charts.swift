internal import Datasets
internal import Statistics

extension DatasetPage {
  /// The shares of the classes in each source.
  static func shareCharts(_ table: ClassTable) -> [PageContent.Chart] {
    guard !table.sources.isEmpty else { return [] }
    let rows = table.sources.indices.map { source in
      let total = table.counts[source].reduce(0, +)
      return StackedBarChart.Row(
        label: table.sources[source], note: "n = \(total)",
        parts: table.labels.indices.map { label in
          StackedBarChart.Part(
            name: table.labels[label], kind: ChartFrame.series(label),
            share: Double(table.counts[source][label]) / Double(total))
        })
    }
    let title = "Classes in each source"
    return [
      PageContent.Chart(
        title: title,
        svg: StackedBarChart(title: title, axis: "share of the images", rows: rows).svg.markup)
    ]
  }

  /// The index of all images and of each split, with what chance gives.
  static func associationChart(_ audit: DatasetAudit) -> PageContent.Chart? {
    let rows = audit.associations.enumerated().compactMap { place, association in
      (try? association.index.get()).map { index in
        ForestChart.Row(
          label: association.split ?? "all images",
          note: decimalText(index, association.interval), series: place, estimate: index,
          interval: association.interval.map { $0.lower...$0.upper })
      }
    }
    let chance = audit.associations.first?.chance.map { chance in
      ForestChart.Row(
        label: "classes exchanged at random", note: decimalText(chance), estimate: chance)
    }
    let title = "Intra-source imbalance"
    return rows.isEmpty
      ? nil
      : PageContent.Chart(
        title: title,
        svg: ForestChart(
          title: title, axis: "0 = same shares in each source, 1 = the source tells the class",
          reference: 0, domain: 0...1, rows: rows + [chance].compactMap(\.self)
        ).svg.markup)
  }

  /// The mean tone curves of the sources.
  static func toneChart(_ audit: DatasetAudit) -> PageContent.Chart? {
    let title = "Mean tone curve"
    return audit.sources.isEmpty
      ? nil
      : PageContent.Chart(
        title: title,
        svg: ToneCurveChart(
          title: title,
          curves: audit.sources.map { .init(name: $0.source ?? "(none)", tones: $0.toneCurve) }
        ).svg.markup)
  }

  /// What a small classifier gets right.
  static func probeChart(_ probe: DatasetProbe) -> PageContent.Chart? {
    guard let chance = probe.chance else { return nil }
    let balanced = ForestChart.Row(
      label: "balanced accuracy", note: decimalText(probe.balancedAccuracy, probe.interval),
      series: 0, estimate: probe.balancedAccuracy,
      interval: probe.interval.map { $0.lower...$0.upper })
    let recalls = zip(probe.categories, probe.recalls).map { category, recall in
      ForestChart.Row(
        label: category, note: "\(recall.share.percent) of \(recall.count)",
        estimate: recall.share)
    }
    let title = probe.question.title
    return PageContent.Chart(
      title: title,
      svg: ForestChart(
        title: title, axis: "share of right answers; dashed: chance", reference: chance,
        domain: 0...1, rows: [balanced] + recalls
      ).svg.markup,
      note: probe.question.note, count: probe.count)
  }
}

extension DatasetProbe.Question {
  fileprivate var note: String {
    switch self {
    case .sourceWithoutLungs:
      "A source that can be seen outside the lungs is a risk where it also tells of the class."
    case .classFromMetadata:
      "From size, shape, depth, kind of file, view, sharpness, border and number of markers."
    }
  }
}
