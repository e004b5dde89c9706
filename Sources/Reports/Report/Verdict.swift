/// What the figures say about one model and method, in words.
public struct Verdict: Sendable, Equatable {
  /// The outcome of the rules, from best to worst; `insufficient` is none of them.
  public enum Grade: String, Sendable, CaseIterable {
    /// No rule found evidence of shortcut use.
    case consistent
    /// Some rule asks for a closer look.
    case mixed
    /// Evidence consistent with shortcut use.
    case outside
    /// Too few results to say anything.
    case insufficient

    /// The grade for a reader.
    public var title: String {
      switch self {
      case .consistent: "No evidence of shortcut use found"
      case .mixed: "Mixed evidence: look closer"
      case .outside: "Evidence consistent with shortcut use"
      case .insufficient: "Not enough data for a verdict"
      }
    }
  }

  /// A rule and what it found.
  public struct Finding: Sendable, Equatable {
    /// The rule's stable name.
    public let rule: String
    /// The rule in words, the same for every report.
    public let statement: String
    /// The grade it leads to when it applies.
    public let grade: Grade
    /// Whether it applies; `nil` when the figures it needs are missing.
    public let applies: Bool?
    /// The figures it looked at.
    public let evidence: String
  }

  /// The model and method.
  public let subject: AuditSubject
  /// The worst grade of the rules that apply.
  public let grade: Grade
  /// Plain sentences with numbers and intervals: what was seen, and where it is worst.
  public let sentences: [String]
  /// Every rule, those that apply and those that do not.
  public let findings: [Finding]
}
