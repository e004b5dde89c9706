internal import Attention
internal import Checkpoints
internal import Datasets
internal import Foundation
internal import Mustache
internal import Reports
internal import Statistics
internal import Variants

/// What the template `experiment.mustache` shows, in its words.
struct ExperimentPage {
  struct Finding {
    var letter: String
    var grade: String
    var title: String
    var statement: String
    var evidence: String
  }

  struct Cell {
    /// `h0` for 0 to `h10` for 1; empty where there is no figure.
    var heat: String
    var value: String
    var interval: String
    var title: String
  }

  struct Row {
    var name: String
    var detail: String
    var cells: [Cell]
  }

  struct Matrix {
    var title: String
    var note: String
    var blocks: [Block]
    var head: [String]
    var rows: [Row]

    struct Block {
      var name: String
      var span: Int
    }
  }

  struct Look {
    var path: String
    var model: String
    var caption: String
  }

  struct View {
    var title: String
    var looks: [Look]
  }

  struct Chart {
    var title: String
    var svg: String
    var count: Int
  }

  var title: String
  var setting: String
  var findings: [Finding]
  var matrices: [Matrix]
  var parts: [Matrix]
  var attention: String
  var populations: [Chart]
  var views: [View]
  var rule: String
  var caution: String
  var files: [String]
  var tool: String
  var style: String

  init(_ results: ExperimentResults, views: ModelViews) throws {
    title = (results.configuration.data as NSString).lastPathComponent
    setting = SummaryText.setting(results)
    findings = PaperFinding.findings(of: results).map { finding in
      Finding(
        letter: finding.letter, grade: finding.state.grade, title: finding.state.title,
        statement: finding.statement, evidence: finding.evidence)
    }
    matrices = [EvaluationMeasure.balancedAccuracy, .auroc].map { Self.matrix(results, of: $0) }
    parts = Self.partMatrix(results).map { [$0] } ?? []
    attention = Self.attentionChart(results)
    populations = try results.attention.compactMap { figures in
      guard let map = figures.population else { return nil }
      return Chart(
        title: figures.set.name,
        svg: try PopulationChart(
          title: figures.set.name, side: ThoraxFrame.side, values: map.saliency, lungs: map.lungs
        ).svg().markup, count: map.count)
    }
    self.views = views.views.map { view in
      View(
        title: [view.source, view.label, view.image].joined(separator: " · "),
        looks: view.overlays.map {
          Look(
            path: $0.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? $0.path,
            model: $0.scheme.rawValue, caption: $0.caption)
        })
    }
    rule = SummaryText.rule(classes: results.classes.count)
    caution = SummaryText.caution
    files =
      ["results.csv", "attention.csv", "matrix-auroc.csv", "matrix-balanced-accuracy.csv"]
      + ["tables.tex", "summary.md", "experiment.json"]
    tool = "lung-attention \(ToolVersion.current)"
    style = PageTemplate.style + Self.text(PackageResources.experiment_css)
  }

  /// The page as HTML; every value is escaped but markup that this project made.
  func html() throws -> String {
    PageTemplate.registerEscaping()
    return try MustacheTemplate(string: Self.text(PackageResources.experiment_mustache))
      .render(self)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func cell(_ evaluation: Evaluation?, _ measure: EvaluationMeasure) -> Cell {
    guard let evaluation, let value = evaluation[measure].value else {
      return Cell(heat: "", value: "–", interval: "", title: "undefined or not tested")
    }
    let spread = evaluation.spread[measure].map {
      ", seeds \($0.lowerBound.twoDecimals) to \($0.upperBound.twoDecimals)"
    }
    return Cell(
      heat: "h\(Int((min(max(value, 0), 1) * 10).rounded()))", value: value.twoDecimals,
      interval: evaluation[measure].interval?.twoDecimals ?? "",
      title: "\(evaluation.answers) answers, \(evaluation.clusters) patients\(spread ?? "")")
  }

  private static func matrix(
    _ results: ExperimentResults, of measure: EvaluationMeasure
  ) -> Matrix {
    let (schemes, variants) = (results.configuration.schemes, results.configuration.variants)
    return Matrix(
      title: measure.title, note: measure.note(results.positive),
      blocks: schemes.map { .init(name: $0.rawValue, span: variants.count) },
      head: schemes.flatMap { _ in variants.map(\.rawValue) },
      rows: schemes.flatMap { scheme in
        results.configuration.trainedVariants.map { variant in
          Row(
            name: scheme.rawValue, detail: variant.rawValue,
            cells: schemes.flatMap { tested in
              variants.map { other in
                cell(
                  results.entry(
                    trained: StudySet(scheme, variant), tested: StudySet(tested, other))?
                    .evaluation, measure)
              }
            })
        }
      })
  }

  /// Whole images only: within and across sources, and each source.
  private static func partMatrix(_ results: ExperimentResults) -> Matrix? {
    let schemes = results.configuration.schemes
    guard results.configuration.trainedVariants.contains(.full) else { return nil }
    let all = results.entries.filter { $0.trained.variant == .full && $0.tested.variant == .full }
    let sources = Set(
      all.compactMap { entry -> String? in
        if case .source(let name) = entry.part { name } else { nil }
      }
    ).sorted()
    let parts: [TestPart] = [.all, .within, .across] + sources.map { .source($0) }
    return Matrix(
      title: "accuracy on whole images, by where they come from",
      note: "Within sources: the training set had images of this class from this source. Across "
        + "sources: it had none.",
      blocks: schemes.map { .init(name: $0.rawValue, span: parts.count) },
      head: schemes.flatMap { _ in parts.map(\.name) },
      rows: schemes.map { scheme in
        Row(
          name: scheme.rawValue, detail: VariantKind.full.rawValue,
          cells: schemes.flatMap { tested in
            parts.map { part in
              cell(
                results.entry(
                  trained: StudySet(scheme, .full), tested: StudySet(tested, .full), part: part)?
                  .evaluation, .accuracy)
            }
          })
      })
  }

  private static func attentionChart(_ results: ExperimentResults) -> String {
    let schemes = results.configuration.schemes
    let area = results.attention.first?.lungArea
    return ForestChart(
      title: "Lung mass", axis: "lung mass (dashed: lung area)", reference: area, domain: 0...1,
      rows: results.attention.map { figures in
        ForestChart.Row(
          label: figures.set.name,
          note: "\(percentText(figures.lungMass, figures.interval)), n = \(figures.count)",
          series: schemes.firstIndex(of: figures.set.scheme), estimate: figures.lungMass,
          interval: figures.interval.map { $0.lower...$0.upper })
      }
    ).svg.markup
  }
}

extension EvaluationMeasure {
  /// How to read a matrix of it.
  fileprivate func note(_ positive: String) -> String {
    switch self {
    case .auroc: "The chance that an image of \(positive) ranks above another; 0.5 is chance."
    case .balancedAccuracy:
      "The mean over the classes of the share of their images that is recognised."
    default: title
    }
  }
}

extension PaperFinding.State {
  /// The page's colour: an experiment that reproduces a shortcut is what the reader looks for.
  fileprivate var grade: String {
    switch self {
    case .holds: "outside"
    case .fails: "consistent"
    case .unknown: "insufficient"
    }
  }
}
