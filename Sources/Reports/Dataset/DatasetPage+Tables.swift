internal import Datasets
internal import Statistics
internal import Tables

extension DatasetPage {
  private static func table(
    _ summary: String, words: Int, head: [String], _ rows: [[String]]
  ) -> PageContent.Table {
    PageContent.Table(
      summary: summary, wordColumns: words, head: head, rows: rows.map { .init(cells: $0) })
  }

  static func classTable(_ table: ClassTable) -> PageContent.Table? {
    table.sources.isEmpty
      ? nil
      : Self.table("Images by source and class", words: 1, head: table.head, table.rows)
  }

  static func associationTable(_ audit: DatasetAudit) -> PageContent.Table {
    table(
      "Class and source, with chance and p", words: 1,
      head: [
        "split", "n", "patients", "index [95 %]", "chance", "p", "Cramér's V", "chance of V",
      ],
      audit.associations.map { association in
        var cells = association.cells
        cells.insert("\(association.patients)", at: 2)
        return cells
      })
  }

  static func sourceTable(_ audit: DatasetAudit) -> PageContent.Table {
    table(
      "What the images of each source are like", words: 1,
      head: [
        "source", "images", "patients", "median size", "bits", "sharpness", "border", "marker",
        "mask", "views", "files",
      ],
      audit.sources.map { figures in
        figures.cells + [counts(figures.views), counts(figures.formats)]
      })
  }

  private static func counts(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key.isEmpty ? "unknown" : $0.key) \($0.value)" }.joined(separator: ", ")
  }

  /// Groups of the same picture, those in several splits first.
  static func copies(_ audit: DatasetAudit) -> [Pair] {
    let groups = audit.duplicates.map { ($0, $0.cases(in: audit)) }
    let crossing = groups.filter { Set($0.1.map(\.split)).count > 1 }
    let others = groups.filter { Set($0.1.map(\.split)).count == 1 }
    return (crossing + others).prefix(200).map { group, cases in
      Pair(
        kind: group.isExact ? "same pixels" : "agreement \(group.agreement.twoDecimals)",
        count: cases.count,
        rows: cases.map { row in
          ([row.image] + [row.split, row.source, row.label, row.patient].compactMap(\.self))
            .joined(separator: " · ")
        })
    }
  }

  static func patients(_ audit: DatasetAudit) -> PageContent.Table? {
    let shared = audit.sharedPatients
    return shared.isEmpty
      ? nil
      : table(
        "Patients in several splits", words: 2, head: ["patient", "splits", "images"],
        shared.prefix(500).map {
          [$0.patient, $0.splits.joined(separator: ", "), "\($0.count)"]
        })
  }
}
