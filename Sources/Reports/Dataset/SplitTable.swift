public import Datasets
internal import Foundation
internal import Tables

/// A set's numbers of images as a table to read in a terminal, as JSON, and its rows as CSV.
public enum SplitTable {
  /// Images by source and class in each split, and what was left out.
  public static func text(_ split: DataSplit) -> String {
    let parts = SplitPart.allCases
    let header = ["source", "class"] + parts.map(\.rawValue) + ["all"]
    let cells = cells(of: split).map { cell in
      [cell.source ?? "(none)", cell.label] + cell.counts.map(String.init)
        + ["\(cell.counts.reduce(0, +))"]
    }
    let totals =
      ["(all)", "(all)"] + parts.map { "\(split.count(in: $0))" } + ["\(split.count())"]
    let rule = TextColumns.widths([header, totals] + cells).map {
      String(repeating: "─", count: $0)
    }
    let dropped = reasons(of: split).map { ["  \($0.reason.rawValue)", "\($0.count)"] }
    return TextColumns.aligned([header, rule] + cells + [totals])
      + (dropped.isEmpty
        ? "\nNo image was left out.\n"
        : "\n\(split.dropped.count) images left out:\n" + TextColumns.aligned(dropped))
  }

  /// The same as JSON, with what the set was made by.
  public static func json(_ split: DataSplit, builder: SetBuilder) throws -> String {
    let counts = cells(of: split).map { cell in
      JSONText.Value.object(
        [("source", JSONText.Value(cell.source)), ("class", .string(cell.label))]
          + zip(SplitPart.allCases, cell.counts).map { ($0.rawValue, .integer($1)) })
    }
    let value = JSONText.Value.object([
      ("scheme", .string(split.scheme.rawValue)), ("group", .string(builder.group)),
      ("seed", .integer(Int(clamping: builder.seed))), ("images", .integer(split.count())),
      ("counts", .array(counts)),
      (
        "dropped",
        .object(reasons(of: split).map { ($0.reason.rawValue, .integer($0.count)) })
      ),
    ])
    return try JSONText.render(value) + "\n"
  }

  /// Writes the set as a manifest whose paths are right from where it lies.
  ///
  /// - Parameter otherColumns: The further columns to write.
  /// - Throws: `FileError` when the file cannot be written.
  public static func write(
    _ split: DataSplit, otherColumns: [String] = [], to path: String
  ) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try TextFile.write(
      Manifest.csv(split.cases, otherColumns: otherColumns, inFolder: folder), to: path)
  }

  /// Writes the images left out and the reasons as CSV.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  public static func writeDropped(_ split: DataSplit, to path: String) throws {
    try TextFile.write(
      split.dropped.reduce(CSVWriter.line(["image", "label", "source", "patient", "reason"])) {
        let row = $1.subject
        return $0
          + CSVWriter.line([
            row.image, row.label ?? "", row.source ?? "", row.patient ?? "", $1.reason.rawValue,
          ])
      }, to: path)
  }

  /// The images of a source and class, by split.
  private struct Cell {
    let source: String?
    let label: String
    let counts: [Int]
  }

  private static func cells(of split: DataSplit) -> [Cell] {
    let rows = Dictionary(grouping: split.cases) { [$0.source ?? "", $0.label ?? ""] }
    return rows.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, cases in
      Cell(
        source: key[0].isEmpty ? nil : key[0], label: key[1],
        counts: SplitPart.allCases.map { part in cases.count { $0.split == part.rawValue } })
    }
  }

  private static func reasons(of split: DataSplit) -> [(reason: DropReason, count: Int)] {
    DropReason.allCases.compactMap { reason in
      let count = split.dropped.count { $0.reason == reason }
      return count > 0 ? (reason, count) : nil
    }
  }
}
