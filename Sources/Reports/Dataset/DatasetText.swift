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
      + "\n" + classes(audit.table) + "\n" + associations(audit) + "\n" + sources(audit)
      + probes(audit)
  }

  private static func classes(_ table: ClassTable) -> String {
    guard !table.sources.isEmpty else { return "No image has both a class and a source.\n" }
    return lined(table.head, table.rows)
  }

  private static func associations(_ audit: DatasetAudit) -> String {
    lined(
      ["split", "n", "intra-source imbalance [95 %]", "chance", "p", "Cramér's V", "chance"],
      audit.associations.map(\.cells))
  }

  private static func sources(_ audit: DatasetAudit) -> String {
    lined(
      ["source", "images", "patients", "size", "bits", "sharpness", "border", "marker", "mask"],
      audit.sources.map(\.cells))
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

extension DatasetProbe.Question {
  /// The question for a reader.
  var title: String {
    switch self {
    case .sourceWithoutLungs: "source, lungs removed"
    case .classFromMetadata: "class, metadata only"
    }
  }
}
