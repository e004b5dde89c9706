internal import Attention
internal import Checkpoints
public import Datasets
internal import Statistics
internal import Tables

/// An audit of a data set as JSON, described by `dataset.schema.json`.
///
/// It holds no time, so that the same data set gives the same bytes.
public enum DatasetJSON {
  private typealias Members = [(String, JSONText.Value)]

  /// The audit as a JSON object, an element of each array to a line.
  public static func text(_ audit: DatasetAudit, _ verdict: DatasetVerdict) throws -> String {
    let sections: [(String, [Members])] = [
      ("findings", verdict.findings.map(finding)), ("classes", classes(audit.table)),
      ("associations", audit.associations.map(association)),
      ("sources", audit.sources.map { source($0, in: audit) }),
      ("probes", audit.probes.map(probe)),
      ("shared_patients", audit.sharedPatients.map(sharedPatient)),
      ("duplicates", audit.duplicates.map { duplicates($0, in: audit) }),
      ("masks", masks(audit)),
      (
        "failures",
        audit.failures.map { [("image", .string($0.image)), ("reason", .string($0.reason))] }
      ),
    ]
    return """
      {
        "tool": "lung-attention \(ToolVersion.current)",
        "seed": \(audit.seed),
        "images": \(audit.cases.count),
        "images_read": \(audit.pictures.count { $0 != nil }),
        "grade": "\(verdict.grade.rawValue)",
        "class_ratio": \(try JSONText.render(JSONText.Value(audit.classRatio))),
      \(try JSONText.render(sections: sections))
      }

      """
  }

  private static func finding(_ finding: DatasetVerdict.Finding) -> Members {
    [
      ("rule", .string(finding.rule)), ("grade", .string(finding.grade.rawValue)),
      ("applies", finding.applies.map(JSONText.Value.boolean) ?? .missing),
      ("statement", .string(finding.statement)), ("evidence", .string(finding.evidence)),
      ("remedy", .string(finding.remedy)),
    ]
  }

  private static func classes(_ table: ClassTable) -> [Members] {
    table.sources.indices.flatMap { source in
      table.labels.indices.map { label in
        [
          ("source", .string(table.sources[source])), ("class", .string(table.labels[label])),
          ("n", .integer(table.counts[source][label])),
        ]
      }
    }
  }

  private static func association(_ association: SourceAssociation) -> Members {
    [
      ("split", JSONText.Value(association.split)), ("n", .integer(association.count)),
      ("n_patients", .integer(association.patients)),
      ("index", JSONText.Value(try? association.index.get())),
      ("index_low", JSONText.Value(association.interval?.lower)),
      ("index_high", JSONText.Value(association.interval?.upper)),
      ("index_chance", JSONText.Value(association.chance)),
      ("p", JSONText.Value(association.pValue)),
      ("cramers_v", JSONText.Value(try? association.cramersV.get())),
      ("cramers_v_chance", JSONText.Value(association.chanceCramersV)),
    ]
  }

  private static func source(_ figures: SourceFigures, in audit: DatasetAudit) -> Members {
    func counts<Key: Comparable>(_ counts: [Key: Int]) -> JSONText.Value {
      .object(counts.sorted { $0.key < $1.key }.map { ("\($0.key)", .integer($0.value)) })
    }
    return [
      ("source", JSONText.Value(figures.source)), ("n", .integer(figures.count)),
      ("n_patients", .integer(figures.patients)),
      ("imbalance", JSONText.Value(audit.imbalance(of: figures.source))),
      ("width_median", .number(figures.medianSize.width)),
      ("height_median", .number(figures.medianSize.height)), ("sizes", .integer(figures.sizes)),
      ("aspect_median", .number(figures.aspect)), ("bit_depths", counts(figures.bitDepths)),
      ("formats", counts(figures.formats)), ("views", counts(figures.views)),
      ("sharpness_median", JSONText.Value(figures.sharpness)),
      ("n_border", .integer(figures.bordered)), ("n_marker", .integer(figures.marked)),
      ("n_mask", .integer(figures.masked)),
      ("tone_curve", .array(figures.toneCurve.map { .number($0) })),
    ]
  }

  private static func probe(_ probe: DatasetProbe) -> Members {
    [
      ("question", .string(probe.question.rawValue)), ("n", .integer(probe.count)),
      ("balanced_accuracy", JSONText.Value(probe.balancedAccuracy)),
      ("balanced_accuracy_low", JSONText.Value(probe.interval?.lower)),
      ("balanced_accuracy_high", JSONText.Value(probe.interval?.upper)),
      ("chance", JSONText.Value(probe.chance)),
      (
        "recalls",
        .array(
          zip(probe.categories, probe.recalls).map { category, recall in
            .object([
              ("category", .string(category)), ("recall", .number(recall.share)),
              ("n", .integer(recall.count)),
            ])
          })
      ),
    ]
  }

  private static func sharedPatient(_ shared: DatasetAudit.SharedPatient) -> Members {
    [
      ("patient", .string(shared.patient)),
      ("splits", .array(shared.splits.map { .string($0) })), ("n", .integer(shared.count)),
    ]
  }

  private static func duplicates(_ group: DuplicateGroup, in audit: DatasetAudit) -> Members {
    [
      ("exact", .boolean(group.isExact)), ("agreement", .number(group.agreement)),
      (
        "images",
        .array(
          group.cases(in: audit).map { row in
            .object([
              ("image", .string(row.image)), ("class", JSONText.Value(row.label)),
              ("source", JSONText.Value(row.source)), ("patient", JSONText.Value(row.patient)),
              ("split", JSONText.Value(row.split)),
            ])
          })
      ),
    ]
  }

  /// The masks with something remarkable about them.
  private static func masks(_ audit: DatasetAudit) -> [Members] {
    zip(audit.cases, audit.pictures).compactMap { row, picture in
      let (error, findings): (String?, [String]) =
        switch picture?.mask {
        case .unusable(let reason): (reason, [])
        case .read(let findings) where !findings.isEmpty: (nil, findings.map(\.rawValue))
        case .some, nil: (nil, [])
        }
      guard error != nil || !findings.isEmpty else { return nil }
      return [
        ("image", .string(row.image)), ("error", JSONText.Value(error)),
        ("findings", .array(findings.map { .string($0) })),
      ]
    }
  }
}

extension DatasetAudit {
  /// How unequal the classes of a source are, if it has any.
  func imbalance(of source: String?) -> Double? {
    table.sources.firstIndex { $0 == source }.flatMap { table.imbalance(ofSource: $0) }
  }
}
