public import Artifacts
internal import Statistics
public import Tables

/// The markers that were found on one image.
public struct MarkerFindings: Sendable {
  /// The image.
  public let subject: Case
  /// What was found.
  public let markers: [TextMarker]

  /// Findings.
  public init(subject: Case, markers: [TextMarker]) {
    self.subject = subject
    self.markers = markers
  }
}

/// The markers of several images, as a table or as JSON.
public enum MarkerTable {
  /// A line per marker; an image without one has a line of its own.
  public static func text(_ findings: [MarkerFindings]) -> String {
    let rows = findings.flatMap { finding in
      let rows = finding.markers.map { marker in
        [finding.subject.image] + edges(marker).map(String.init) + [marker.confidence.twoDecimals]
      }
      return rows.isEmpty ? [[finding.subject.image, "–", "–", "–", "–", "–"]] : rows
    }
    return TextColumns.aligned([["image", "x0", "y0", "x1", "y1", "confidence"]] + rows)
  }

  /// An array of `{image, markers: [{x0, y0, x1, y1, confidence}]}`.
  public static func json(_ findings: [MarkerFindings]) throws -> String {
    try JSONText.render(
      findings.map { finding in
        let markers = finding.markers.map { marker in
          JSONText.Value.object(
            zip(["x0", "y0", "x1", "y1"], edges(marker).map { .integer($0) })
              + [("confidence", .number(marker.confidence))])
        }
        return [("image", .string(finding.subject.image)), ("markers", .array(markers))]
      })
  }

  private static func edges(_ marker: TextMarker) -> [Int] {
    [
      marker.columns.lowerBound, marker.rows.lowerBound, marker.columns.upperBound,
      marker.rows.upperBound,
    ]
  }
}
