internal import Attention
internal import Foundation
internal import Statistics

extension PageContent {
  static func card(_ verdict: Verdict, in report: AuditReport) throws -> Card {
    let figures = report.groups(of: verdict.subject, by: .all).first
    let population = report.populations.first {
      $0.group.subject == verdict.subject && $0.group.grouping == .all
    }
    return Card(
      model: verdict.subject.model, method: verdict.subject.method,
      grade: verdict.grade.rawValue, gradeTitle: verdict.grade.title,
      population: try population.map { try chart($0, title: "Mean map, \(verdict.subject.model)") },
      score: percentText(figures?.lungMass.mean, nil),
      interval: figures?.lungMass.interval.map {
        "\(($0.lower * 100).text(decimals: 0)) to "
          + percentText($0.upper, nil)
      },
      bar: figures.map { ScoreBar($0).svg.markup } ?? "",
      facts: figures.map(facts) ?? [],
      words: unbroken(verdict.sentences.joined(separator: " ")),
      // Those that apply first; Swift's sort is stable.
      rules: verdict.findings.sorted { ($0.applies ?? false) && !($1.applies ?? false) }.map(rule))
  }

  /// A number and its percent sign stay on one line.
  private static func unbroken(_ text: String) -> String {
    text.replacingOccurrences(of: " %", with: "\u{A0}%")
  }

  private static func rule(_ finding: Verdict.Finding) -> Rule {
    Rule(
      applies: finding.applies, statement: finding.statement,
      evidence: finding.evidence.isEmpty ? nil : finding.evidence)
  }

  private static func facts(_ figures: GroupFigures) -> [Fact] {
    func share(_ proportion: Proportion) -> String {
      proportion.share == nil
        ? "–" : "\(percentText(proportion.share, nil)) of \(proportion.total)"
    }
    return [
      Fact(name: "Enrichment", value: decimalText(figures[.enrichment].mean)),
      Fact(name: "Peak outside", value: share(figures.peakOutside)),
      Fact(name: "Accuracy", value: share(figures.accuracy)),
    ]
  }

  static func chart(_ map: PopulationMap, title: String) throws -> Chart {
    Chart(
      title: title,
      svg: try PopulationChart(
        title: title, side: ThoraxFrame.side, values: map.saliency, lungs: map.lungs
      ).svg().markup, count: map.count)
  }
}

/// The score on a line from 0 to 100 %, with its interval and the lung area.
struct ScoreBar: Sendable {
  private let score: Double?
  private let interval: ConfidenceInterval?
  private let area: Double?
  private let count: Int

  init(_ figures: GroupFigures) {
    score = figures.lungMass.mean
    interval = figures.lungMass.interval
    area = figures.lungArea.mean
    count = figures.lungMass.count
  }

  private static let top = 6.0
  private static let height = 16.0

  var svg: SVGElement {
    let scale = LinearScale(0...1, from: 1, to: 399)
    let middle = Self.top + Self.height / 2
    var marks = [bar("track", to: 1, scale: scale)]
    if let score { marks.append(bar("value", to: score, scale: scale)) }
    if let interval {
      let (low, high) = (scale(interval.lower), scale(interval.upper))
      marks.append(.line("score-whisker", x1: low, y1: middle, x2: high, y2: middle))
      for end in [low, high] {
        marks.append(.line("score-whisker", x1: end, y1: middle - 5, x2: end, y2: middle + 5))
      }
    }
    if let area {
      let x = scale(area)
      marks.append(
        .line("reference", x1: x, y1: Self.top - 5, x2: x, y2: Self.top + Self.height + 6))
      let anchor: SVGElement.Anchor = area < 0.15 ? .start : area > 0.85 ? .end : .middle
      marks.append(
        .label(
          "lung area \(percentText(area, nil))", "tick", x: x,
          y: Self.top + Self.height + 22, anchor: anchor))
    }
    return .chart(width: 400, height: 48, title: "Lung mass", description: description, marks)
  }

  private func bar(_ kind: String, to share: Double, scale: LinearScale) -> SVGElement {
    var bar = SVGElement.rectangle(
      kind, x: 1, y: Self.top, width: max(0, scale(share) - 1), height: Self.height)
    bar.attributes.append(("rx", "4"))
    return bar
  }

  private var description: String {
    "\(decimalText(score)) \((interval?.twoDecimals ?? "")), n = \(count), "
      + "lung area \(decimalText(area))"
  }
}
