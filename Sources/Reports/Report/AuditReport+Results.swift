internal import Audit
public import Diagnostics
internal import Foundation

extension AuditReport {
  /// The report of stored results.
  ///
  /// - Parameters:
  ///   - results: At least one. How rows that occur in several are merged is told by the notes.
  ///   - columns: Further columns of the manifest to group by.
  ///   - seed: Of the bootstrap intervals; the first result's own if absent.
  ///   - folder: Where the report is written to: pictures are named as seen from there.
  /// - Throws: ``FileError`` when results do not fit together, or no row has a column.
  public init(
    of results: [StoredResults], groupedBy columns: [String] = [], seed: UInt64? = nil,
    in folder: String
  ) throws(FileError) {
    let merged = try MergedResults(results)
    let seed = seed ?? merged.provenance.first?.seed ?? 0
    for column in columns where !merged.cases.contains(where: { $0.column(column) != nil }) {
      throw FileError(
        results.first?.folder ?? folder,
        GroupingError.diagnosis(
          of: column,
          among: Set(merged.cases.flatMap(\.other.keys)).union(
            ["label", "source", "patient", "view", "split"])))
    }
    let standard = Set(["label", "source", "view", "split"])
    let groupings =
      Grouping.standard + distinct(columns).filter { !standard.contains($0) }.map { .column($0) }
    let groups = GroupFigures.figures(of: merged.cases, by: groupings, seed: seed)
    let coarse = groups.map(\.group).filter { [.all, .sourceAndLabel].contains($0.grouping) }
    let subjects = distinct(merged.cases.map(\.subject))
    let nulls = PairedComparison.ofNulls(merged.cases, groups: coarse, seed: seed)
    let search = ShortcutSearch(
      merged.cases, regions: merged.regions, probes: merged.probes, seed: seed)
    let (candidates, withoutLungs) = (search.candidates(), search.withoutLungs())
    shortcuts = candidates
    probes = search.probeSummaries()
    reliance = search.relianceSummaries()
    self.withoutLungs = withoutLungs
    self.subjects = subjects
    self.groups = groups
    self.seed = seed
    verdicts = subjects.map { subject in
      let sources = merged.cases.filter { $0.subject == subject && $0.lungMass != nil }
      return Verdict(
        about: subject, groups: groups, comparisons: nulls,
        shortcuts: candidates.filter {
          $0.model == subject.model && ($0.method ?? subject.method) == subject.method
        },
        withoutLungs: withoutLungs.first { $0.model == subject.model },
        sources: Set(sources.compactMap(\.source)).count)
    }
    modelComparisons = PairedComparison.ofModels(
      merged.cases, groups: groups.map(\.group), seed: seed)
    nullComparisons = nulls
    populations = PopulationMap.maps(of: merged.cases, groups: coarse, frames: merged.frames)
    associations = Association.associations(of: merged.cases)
    cases = merged.cases.map { record in
      var record = record
      record.pictures = record.pictures.seen(from: folder, in: record.folder)
      return record
    }
    failures = merged.failures
    provenance = merged.provenance
    notes = merged.notes + merged.cases.labelNotes
    glossary = GlossaryEntry.all
  }
}

extension [CaseRecord] {
  /// For each model whose accuracy leaves out images because their label is none of its classes.
  fileprivate var labelNotes: [String] {
    distinct(map(\.subject.model)).compactMap { model in
      var images: [String: String] = [:]
      for record in self
      where record.subject.model == model && record.warnings.contains(CaseResult.labelNotAClass) {
        images[record.image] = record.label
      }
      guard !images.isEmpty else { return nil }
      let all = Set(filter { $0.subject.model == model }.map(\.image)).count
      let labels = Set(images.values).sorted().map { "'\($0)'" }.joined(separator: ", ")
      return "The accuracy of \(model) leaves out \(images.count) of \(all) images, whose label is "
        + "none of its classes: \(labels)."
    }
  }
}

/// A column to group by that no row has.
enum GroupingError {
  static func diagnosis(of column: String, among columns: Set<String>) -> Diagnosis {
    let columns = columns.sorted()
    return Diagnosis(
      "no row has a value in the column '\(column)'",
      expected: "one of \(columns.joined(separator: ", "))",
      remedy: nearestName(to: column, among: columns).map { "Did you mean '\($0)'?" })
  }
}

extension CasePictures {
  /// The same pictures, whose paths are seen from `results`, as seen from `folder`.
  fileprivate func seen(from folder: String, in results: String) -> CasePictures {
    let way = RelativePath.way(from: folder, to: results)
    func path(_ name: String?) -> String? { name.map { way.isEmpty ? $0 : "\(way)/\($0)" } }
    return CasePictures(radiograph: path(radiograph), map: path(map), overlay: path(overlay))
  }
}

/// Paths from one folder to another.
enum RelativePath {
  /// The way from `start` to `end`, both seen from the current directory; empty for the same.
  static func way(from start: String, to end: String) -> String {
    func parts(_ path: String) -> [String] {
      URL(filePath: path).standardizedFileURL.pathComponents.filter { $0 != "/" }
    }
    let (from, to) = (parts(start), parts(end))
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - shared)
    return (up + to[shared...]).joined(separator: "/")
  }
}
