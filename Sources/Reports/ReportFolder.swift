internal import Diagnostics
internal import Foundation

/// The files of a report in a folder: `summary.csv`, `summary.json`, `report.md` and
/// `report/index.html`.
public enum ReportFolder {
  /// Writes the files of `report` to `folder`, which is made when it is not there.
  ///
  /// - Throws: ``FileError`` when a file cannot be written.
  public static func write(_ report: AuditReport, to folder: String) throws {
    try TextFile.write(SummaryTable.csv(report), to: "\(folder)/summary.csv")
    try TextFile.write(try SummaryJSON.text(report), to: "\(folder)/summary.json")
    try TextFile.write(ReportMarkdown.text(report), to: "\(folder)/report.md")
    try HTMLReport(report).write(to: folder)
  }
}
