public import Datasets

/// What an audit of a data set comes to, in words.
public struct DatasetVerdict: Sendable, Equatable {
  /// The outcome of the rules, from best to worst.
  public enum Grade: String, Sendable, CaseIterable {
    /// No rule found a problem.
    case clean
    /// Something should be mended or kept in mind.
    case warnings
    /// What a network learns or scores on it would not be what it seems.
    case unfit

    /// The grade for a reader.
    public var title: String {
      switch self {
      case .clean: "No problem found"
      case .warnings: "Usable with care"
      case .unfit: "Not fit for training or testing as it is"
      }
    }
  }

  /// A rule and what it found.
  public struct Finding: Sendable, Equatable {
    /// The rule's stable name.
    public let rule: String
    /// The rule in words, the same for every data set.
    public let statement: String
    /// The grade it leads to when it applies.
    public let grade: Grade
    /// Whether it applies; `nil` when what it needs is missing.
    public let applies: Bool?
    /// The figures it looked at, as a sentence.
    public let evidence: String
    /// What to do when it applies, as a sentence.
    public let remedy: String
  }

  /// The worst grade of the rules that apply.
  public let grade: Grade
  /// Every rule, in a fixed order.
  public let findings: [Finding]

  /// The rules that apply, the worst first.
  public var problems: [Finding] {
    let applying = findings.filter { $0.applies == true }
    return applying.filter { $0.grade == .unfit } + applying.filter { $0.grade != .unfit }
  }
}

extension DatasetVerdict {
  /// The verdict about a data set.
  public init(about audit: DatasetAudit) {
    findings = DatasetRule.all.map { $0.finding(in: audit) }
    let applying = findings.filter { $0.applies == true }.map(\.grade)
    grade = [.unfit, .warnings].first { applying.contains($0) } ?? .clean
  }
}
