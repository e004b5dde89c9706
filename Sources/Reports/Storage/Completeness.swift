internal import Probes

/// Whether a results folder holds all that its audit has to say: what is missing shifts every mean.
struct Completeness {
  /// How many rows of the manifest are neither explained nor reported as failed.
  let missingRows: Int
  /// Images without all of their probes.
  let imagesWithoutProbes: Set<String>
  /// Whether the audit came to its end.
  let isFinished: Bool
  private let provenance: Provenance

  init(
    cases: [CaseRecord], probes: [ProbeRecord], failures: [AuditRun.Failure], isFinished: Bool,
    provenance: Provenance
  ) {
    self.provenance = provenance
    self.isFinished = isFinished
    let explained = cases.count / max(1, provenance.models.count * provenance.explainers.count)
    missingRows = max(0, (provenance.rows ?? 0) - explained - failures.count)
    let expected = provenance.probesPerImage
    let counts = Dictionary(grouping: probes, by: \.image).mapValues(\.count)
    imagesWithoutProbes = Set(cases.map(\.image)).filter { counts[$0, default: 0] < expected }
  }

  /// What is missing, in sentences.
  var notes: [String] {
    var notes: [String] = []
    let folder = provenance.folder
    if !isFinished {
      let missing = provenance.rows.map { ": \(missingRows) of \($0) rows are missing" } ?? ""
      notes.append(
        "\(folder) is of an audit that has not come to its end\(missing). Go on with it by --resume."
      )
    } else if missingRows > 0 {
      notes.append(
        "\(folder)/cases.csv lacks \(missingRows) of the audit's \(provenance.rows ?? 0) rows: it was "
          + "changed afterwards. Audit again, or go on with --resume.")
    }
    if !imagesWithoutProbes.isEmpty {
      notes.append(
        "\(folder)/probes.csv lacks probes of \(countText(imagesWithoutProbes.count, "image")): it was "
          + "changed afterwards. Audit again, or go on with --resume.")
    }
    return notes
  }
}

extension Provenance {
  /// How many rows of `probes.csv` each image has.
  var probesPerImage: Int {
    let hasProbes = settings.contains { $0.name == "probes" && $0.value != "none" }
    return hasProbes ? models.count * ProbeKind.allCases.count : 0
  }
}
