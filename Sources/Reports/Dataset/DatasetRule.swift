internal import Datasets

/// A rule of the verdict about a data set.
struct DatasetRule: Sendable {
  /// What a rule finds: whether it applies, `nil` where that is unknown, and the figures.
  typealias Outcome = (applies: Bool?, evidence: String)

  let name: String
  let statement: String
  let grade: DatasetVerdict.Grade
  let remedy: String
  let outcome: @Sendable (DatasetAudit) -> Outcome

  func finding(in audit: DatasetAudit) -> DatasetVerdict.Finding {
    let (applies, evidence) = outcome(audit)
    return DatasetVerdict.Finding(
      rule: name, statement: statement, grade: grade, applies: applies, evidence: evidence,
      remedy: remedy)
  }

  /// All rules, in the order in which a report lists them.
  static let all = leaks + imbalances + probes + completeness

  /// The first few of `names`, and how many more there are.
  static func list(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ")
      + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}
