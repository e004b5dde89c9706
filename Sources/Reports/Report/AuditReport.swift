public import Statistics

/// All that an audit has to say: the page, the JSON and the Markdown show this and nothing else.
///
/// It is computed from stored results only, so that it can be rebuilt without running a network.
public struct AuditReport: Sendable {
  /// Each model and method, in order of first appearance.
  public let subjects: [AuditSubject]
  /// One verdict per subject, in the same order.
  public let verdicts: [Verdict]
  /// The figures of every group; per subject first all results, then the groupings in order.
  public let groups: [GroupFigures]
  /// Paired differences between two models, per method and group.
  public let modelComparisons: [PairedComparison]
  /// Paired differences between each subject and its null models, per group.
  public let nullComparisons: [PairedComparison]
  /// Mean maps in the common frame of the lungs, per subject, source and class.
  public let populations: [PopulationMap]
  /// How figures go together: attention and confidence, source and class.
  public let associations: [Association]
  /// Every stored row.
  public let cases: [CaseRecord]
  /// The rows of the manifests that could not be explained.
  public let failures: [AuditRun.Failure]
  /// How each of the merged results came about.
  public let provenance: [Provenance]
  /// What each figure means.
  public let glossary: [GlossaryEntry]
  /// Of the bootstrap intervals.
  public let seed: UInt64
}

extension AuditReport {
  /// The rows of a group, in order; the raw values behind its figures and charts.
  public func cases(in group: ReportGroup) -> [CaseRecord] { cases.filter(group.contains) }

  /// The groups of a subject by one grouping.
  public func groups(of subject: AuditSubject, by grouping: Grouping) -> [GroupFigures] {
    groups.filter { $0.group.subject == subject && $0.group.grouping == grouping }
  }
}

/// How two figures go together, with what is known about the certainty.
public struct Association: Sendable, Equatable {
  /// What is measured.
  public enum Kind: String, Sendable, CaseIterable {
    /// Spearman's ρ of lung mass and the probability of the predicted class.
    case attentionAndConfidence = "lung_mass_and_probability"
    /// The area under the ROC curve of lung mass for right against wrong predictions.
    case attentionAndCorrectness = "lung_mass_and_correct"
    /// Cramér's V of source and class, each image once: how far a study confounds them.
    case sourceAndClass = "source_and_class"
  }

  /// What is measured.
  public let kind: Kind
  /// Whose maps; `nil` for a property of the images.
  public let subject: AuditSubject?
  /// How many pairs.
  public let count: Int
  /// The figure, or why there is none.
  public let value: Result<Double, UndefinedStatistic>
  /// Its 95 % interval, where one is known.
  public let interval: ConfidenceInterval?
  /// Its two-sided *p*, where there is a test; not corrected for the number of tests.
  public let pValue: Double?
}
