internal import Checkpoints
internal import Datasets
internal import Mustache
internal import Statistics

/// What the template `dataset.mustache` shows, in its words.
///
/// Text is plain and escaped by the template; `svg` and `style` are markup made in this room.
struct DatasetPage {
  struct Problem {
    var grade: String
    var title: String
    var evidence: String
    var remedy: String
  }

  struct Key {
    var kind: String
    var name: String
  }

  struct Pair {
    var kind: String
    var count: Int
    var rows: [String]
  }

  var title: String
  var lede: String
  var grade: String
  var gradeTitle: String
  var figure: String
  var figureWords: String
  var problems: [Problem]
  var rules: [PageContent.Rule]
  var shares: [PageContent.Chart]
  var classKeys: [Key]
  var classTable: PageContent.Table?
  var association: PageContent.Chart?
  var associationTable: PageContent.Table
  var tones: PageContent.Chart?
  var sourceKeys: [Key]
  var sourceTable: PageContent.Table
  var probes: [PageContent.Chart]
  var copies: [Pair]
  var hasCopies: Bool
  var patients: PageContent.Table?
  var failures: PageContent.Failures?
  var tool: String
  var style: String

  /// The page of an audit.
  ///
  /// - Parameter name: What it calls the data set.
  init(_ audit: DatasetAudit, _ verdict: DatasetVerdict, name: String) {
    let all = audit.associations.first
    title = name
    lede = [
      countText(audit.cases.count, "image"),
      countText(audit.table.sources.count, "source"),
      audit.classCountText,
      countText(audit.splits.count, "split"),
    ].joined(separator: " · ")
    grade = verdict.grade.pageName
    gradeTitle = verdict.grade.title
    figure = decimalText(all.flatMap { try? $0.index.get() })
    figureWords =
      "intra-source imbalance"
      + (all?.interval.map { " (95 % interval \($0.lower.twoDecimals) to \($0.upper.twoDecimals))" }
        ?? "")
      + ": 0 when each source has the classes in the same shares, 1 when the source tells the class"
    problems = verdict.problems.map { finding in
      Problem(
        grade: finding.grade.pageName, title: finding.statement, evidence: finding.evidence,
        remedy: finding.remedy)
    }
    rules = verdict.findings.sorted { ($0.applies ?? false) && !($1.applies ?? false) }
      .map { .init(applies: $0.applies, statement: $0.statement, evidence: $0.evidence) }
    shares = Self.shareCharts(audit.table)
    classKeys = Self.keys(audit.table.labels)
    classTable = Self.classTable(audit.table)
    association = Self.associationChart(audit)
    associationTable = Self.associationTable(audit)
    tones = Self.toneChart(audit)
    sourceKeys = Self.keys(audit.sources.map { $0.source ?? "(none)" })
    sourceTable = Self.sourceTable(audit)
    probes = audit.probes.compactMap(Self.probeChart)
    copies = Self.copies(audit)
    hasCopies = !copies.isEmpty
    patients = Self.patients(audit)
    failures = PageContent.Failures(
      audit.failures.map { .init(image: $0.image, reason: $0.reason) })
    tool = "lung-attention \(ToolVersion.current)"
    style = PageTemplate.style + PageTemplate.datasetStyle
  }

  /// The page as HTML; the same audit gives the same bytes.
  func html() throws -> String { try PageTemplate.render(self) }

  private static func keys(_ names: [String]) -> [Key] {
    names.enumerated().map { Key(kind: ChartFrame.series($0), name: $1) }
  }
}

extension DatasetVerdict.Grade {
  /// The page's name for the colours of a grade.
  fileprivate var pageName: String {
    switch self {
    case .clean: "consistent"
    case .warnings: "mixed"
    case .unfit: "outside"
    }
  }
}
