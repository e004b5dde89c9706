public import Datasets
internal import Statistics

/// An audit of a data set to read in a terminal: the verdict, what to do, and the table of classes
/// and sources.
public enum DatasetText {
  /// The text.
  public static func text(_ audit: DatasetAudit, _ verdict: DatasetVerdict) -> String {
    let problems = verdict.problems.map { finding in
      "  \(finding.grade.rawValue): \(finding.rule)\n    \(finding.evidence)\n    → \(finding.remedy)\n"
    }
    let unknown = verdict.findings.filter { $0.applies == nil }.map {
      "  \($0.rule): \($0.evidence)\n"
    }
    return
      "Verdict: \(verdict.grade.title) (\(verdict.grade.rawValue))\n"
      + (problems.isEmpty ? "" : "\n" + problems.joined())
      + (unknown.isEmpty ? "" : "\nNot checked:\n" + unknown.joined())
      + "\n" + classes(audit) + "\n" + associations(audit) + "\n" + sources(audit)
      + probes(audit)
  }

  private static func classes(_ audit: DatasetAudit) -> String {
    let table = audit.table
    guard !table.sources.isEmpty else { return "No image has both a class and a source.\n" }
    let rows = table.sources.indices.map { source in
      [table.sources[source]] + table.counts[source].map(String.init)
        + ["\(table.counts[source].reduce(0, +))", decimalText(table.imbalance(ofSource: source))]
    }
    let totals = table.classCounts
    return lined(
      ["source"] + table.labels + ["all", "imbalance"],
      rows + [["(all)"] + totals.map(String.init) + ["\(totals.reduce(0, +))", ""]])
  }

  private static func associations(_ audit: DatasetAudit) -> String {
    lined(
      ["split", "n", "intra-source imbalance [95 %]", "chance", "p", "Cramér's V", "chance"],
      audit.associations.map {
        [
          $0.split ?? "(all)", "\($0.count)", decimalText(try? $0.index.get(), $0.interval),
          decimalText($0.chance), $0.pValue.map(\.pText) ?? "–",
          decimalText(try? $0.cramersV.get()), decimalText($0.chanceCramersV),
        ]
      })
  }

  private static func sources(_ audit: DatasetAudit) -> String {
    lined(
      ["source", "images", "patients", "size", "bits", "sharpness", "border", "marker", "mask"],
      audit.sources.map(SourceColumns.init).map(\.cells))
  }

  private static func probes(_ audit: DatasetAudit) -> String {
    let rows = audit.probes.filter { $0.balancedAccuracy != nil }.map {
      [
        $0.question.title, "\($0.count)", decimalText($0.balancedAccuracy, $0.interval),
        decimalText($0.chance),
      ]
    }
    return rows.isEmpty
      ? "" : "\n" + lined(["small classifier", "n", "balanced accuracy [95 %]", "chance"], rows)
  }

  private static func lined(_ header: [String], _ rows: [[String]]) -> String {
    let rule = TextColumns.widths([header] + rows).map { String(repeating: "─", count: $0) }
    return TextColumns.aligned([header, rule] + rows)
  }
}

/// What tables say about the images of a source.
struct SourceColumns {
  let cells: [String]

  init(_ figures: SourceFigures) {
    func share(_ count: Int) -> String {
      Proportion(count: count, total: figures.count).share?.percent ?? "–"
    }
    let size = [figures.medianSize.width, figures.medianSize.height].map { $0.text(decimals: 0) }
    cells = [
      figures.source ?? "(none)", "\(figures.count)", "\(figures.patients)",
      size.joined(separator: " × "),
      figures.bitDepths.keys.sorted().map(String.init).joined(separator: ", "),
      decimalText(figures.sharpness), share(figures.bordered), share(figures.marked),
      share(figures.masked),
    ]
  }
}

extension DatasetProbe.Question {
  /// The question for a reader.
  var title: String {
    switch self {
    case .sourceWithoutLungs: "source, lungs removed"
    case .classFromMetadata: "class, metadata only"
    }
  }
}
