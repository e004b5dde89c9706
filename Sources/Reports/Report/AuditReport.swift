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
  /// What models may go by outside the lungs: findings first, the greatest impact first.
  public let shortcuts: [ShortcutCandidate]
  /// What each causal probe did, by model and class explained.
  public let probes: [ProbeSummary]
  /// How much of the class scores rests on the lungs, by model and class explained.
  public let reliance: [RelianceSummary]
  /// Whether each model tells the classes apart without lungs.
  public let withoutLungs: [WithoutLungs]
  /// Every stored row.
  public let cases: [CaseRecord]
  /// The rows of the manifests that could not be explained.
  public let failures: [AuditRun.Failure]
  /// How each of the merged results came about.
  public let provenance: [Provenance]
  /// What a reader should know about how results were put together.
  public let notes: [String]
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
