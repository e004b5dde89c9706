internal import Attention
internal import Statistics

extension PageContent {
  /// Above this many groups a chart is cut and the table has the rest.
  private static let mostGroups = 12

  /// All results of a subject, and each source and class where there are several.
  private static func chartGroups(_ report: AuditReport, _ subject: AuditSubject) -> [GroupFigures]
  {
    let parts = report.groups(of: subject, by: .sourceAndLabel)
    return report.groups(of: subject, by: .all) + (parts.count > 1 ? parts.prefix(mostGroups) : [])
  }

  static func distributions(_ report: AuditReport, _ names: SubjectNames) -> [Chart] {
    report.subjects.map { subject in
      let title = names[subject]
      return Chart(
        title: title,
        svg: DistributionChart(
          title: "Lung mass of \(title) by source and class",
          axis: "lung mass (share of saliency inside the lungs)",
          rows: chartGroups(report, subject).map { figures in
            DistributionChart.Row(
              label: figures.group.name, series: names.series(subject),
              values: report.cases(in: figures.group).compactMap(\.lungMass),
              reference: figures.lungArea.mean)
          }
        ).svg.markup)
    }
  }

  static func regionCharts(_ report: AuditReport, _ names: SubjectNames) -> [Chart] {
    report.subjects.compactMap { subject in
      let groups = chartGroups(report, subject).filter { !$0.regions.isEmpty }
      guard let all = groups.first else { return nil }
      let area = StackedBarChart.Row(
        label: "a uniform map", note: "area of each region",
        parts: RegionBand.parts(all.regions.map { ($0.region, $0.area) }))
      return Chart(
        title: names[subject],
        svg: StackedBarChart(
          title: "Regions of \(names[subject])", axis: "mean share of positive saliency",
          rows: groups.map { figures in
            StackedBarChart.Row(
              label: figures.group.name,
              note: "n = \(figures.regions.map(\.saliency.count).max() ?? 0)",
              parts: RegionBand.parts(figures.regions.map { ($0.region, $0.saliency.mean ?? 0) }))
          } + [area]
        ).svg.markup)
    }
  }

  static func populations(_ report: AuditReport, _ names: SubjectNames) throws -> [Population] {
    try report.subjects.compactMap { subject in
      let maps = report.populations.filter { $0.group.subject == subject && $0.count > 0 }
      guard !maps.isEmpty else { return nil }
      return Population(
        subject: names[subject],
        panels: try maps.map { try chart($0, title: $0.group.name) })
    }
  }

  static func scatters(_ report: AuditReport, _ names: SubjectNames) -> [Chart] {
    report.subjects.compactMap { subject in
      let points = report.cases.compactMap { record -> (x: Double, y: Double)? in
        guard record.subject == subject, let x = record.probability, let y = record.lungMass
        else { return nil }
        return (x, y)
      }
      guard !points.isEmpty else { return nil }
      let association = report.associations.first {
        $0.subject == subject && $0.kind == .attentionAndConfidence
      }
      let area = report.groups(of: subject, by: .all).first?.lungArea.mean
      return Chart(
        title: names[subject],
        svg: ScatterChart(
          title: "Attention and confidence of \(names[subject])",
          xAxis: "probability of the predicted class", yAxis: "lung mass",
          series: names.series(subject), points: points, reference: area
        ).svg.markup,
        note: ["n = \(points.count)", association.map(words)].compactMap { $0 }
          .joined(separator: ", "))
    }
  }

  private static func words(_ association: Association) -> String {
    switch association.value {
    case .failure: "Spearman's ρ undefined"
    case .success(let rho):
      "Spearman's ρ = \(decimalText(rho, association.interval)), "
        + "p = \((association.pValue?.pText ?? "–"))"
    }
  }

  static func groupTable(_ report: AuditReport) -> Table? {
    guard !report.groups.isEmpty else { return nil }
    return Table(
      summary: "Every group in figures", wordColumns: 4,
      head: [
        "model", "method", "by", "group", "n", "scored", "patients", "lung mass", "95 %",
        "median", "lung area", "enrichment", "peak outside", "accuracy",
      ],
      rows: report.groups.map { figures in
        .init(cells: [
          figures.group.subject.model, figures.group.subject.method,
          figures.group.grouping.title, figures.group.name, "\(figures.count)",
          "\(figures.lungMass.count)", "\(figures.patients)",
          decimalText(figures.lungMass.mean),
          (figures.lungMass.interval?.twoDecimals ?? ""),
          decimalText(figures.medianLungMass),
          decimalText(figures.lungArea.mean),
          decimalText(figures[.enrichment].mean),
          decimalText(figures.peakOutside.share, figures.peakOutside.interval),
          decimalText(figures.accuracy.share, figures.accuracy.interval),
        ])
      })
  }
}

/// Regions as the page colours them: the four corners together.
enum RegionBand: String, CaseIterable {
  case rightLung = "right-lung"
  case leftLung = "left-lung"
  case mediastinum
  case shoulders
  case chestWall = "chest-wall"
  case belowDiaphragm = "below"
  case corners
  case border

  init(_ region: ThoraxRegion) {
    switch region {
    case .rightLung: self = .rightLung
    case .leftLung: self = .leftLung
    case .mediastinum: self = .mediastinum
    case .shoulders: self = .shoulders
    case .belowDiaphragm: self = .belowDiaphragm
    case .chestWall: self = .chestWall
    case .upperLeftCorner, .upperRightCorner, .lowerLeftCorner, .lowerRightCorner: self = .corners
    case .border: self = .border
    }
  }

  var title: String {
    switch self {
    case .rightLung: ThoraxRegion.rightLung.title
    case .leftLung: ThoraxRegion.leftLung.title
    case .mediastinum: ThoraxRegion.mediastinum.title
    case .shoulders: ThoraxRegion.shoulders.title
    case .chestWall: ThoraxRegion.chestWall.title
    case .belowDiaphragm: ThoraxRegion.belowDiaphragm.title
    case .corners: "corners"
    case .border: ThoraxRegion.border.title
    }
  }

  /// The parts of a bar, in the order of the bands.
  static func parts(_ shares: [(region: ThoraxRegion, share: Double)]) -> [StackedBarChart.Part] {
    allCases.map { band in
      StackedBarChart.Part(
        name: band.title, kind: band.rawValue,
        share: shares.reduce(0) { $0 + (RegionBand($1.region) == band ? $1.share : 0) })
    }
  }
}
