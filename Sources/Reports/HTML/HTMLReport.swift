internal import Diagnostics

/// A report as a page for a browser: one file that needs no server and asks for nothing from
/// outside; pictures are files beside it.
public struct HTMLReport: Sendable {
  private let report: AuditReport

  /// A page of a report.
  public init(_ report: AuditReport) { self.report = report }

  /// Where the page is, seen from the results.
  public static let path = "report/index.html"

  /// The page's text; the same report gives the same bytes.
  public func text() throws -> String {
    try PageTemplate.render(try PageContent(report, folder: "report"))
  }

  /// Writes `report/index.html` below `output`.
  ///
  /// - Returns: The page's path.
  @discardableResult
  public func write(to output: String) throws -> String {
    let path = "\(output)/\(Self.path)"
    try TextFile.write(try text(), to: path)
    return path
  }
}
