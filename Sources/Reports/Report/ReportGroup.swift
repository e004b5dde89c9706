/// One model explained by one method: what a verdict is about.
public struct AuditSubject: Hashable, Sendable {
  /// The model's name.
  public let model: String
  /// The explainer's method.
  public let method: String

  /// A subject.
  public init(model: String, method: String) {
    self.model = model
    self.method = method
  }
}

/// By what results are told apart.
public enum Grouping: Hashable, Sendable {
  /// Not at all: one group of all results.
  case all
  /// By the hospital or data set.
  case source
  /// By the true class.
  case label
  /// By both.
  case sourceAndLabel
  /// By the class that the model predicts.
  case predicted
  /// By whether the prediction is the label.
  case correctness
  /// By the projection.
  case view
  /// By the part of the study.
  case split
  /// By another column of the manifest.
  case column(String)

  /// Its name in tables: `source`, `class`, `source × class` …
  public var title: String {
    switch self {
    case .all: "all"
    case .source: "source"
    case .label: "class"
    case .sourceAndLabel: "source × class"
    case .predicted: "predicted class"
    case .correctness: "prediction"
    case .view: "view"
    case .split: "split"
    case .column(let name): name
    }
  }

  /// Those that every report has, in its order.
  public static let standard: [Grouping] = [
    .all, .source, .label, .sourceAndLabel, .predicted, .correctness, .view, .split,
  ]
}

/// The results of a subject that share the values of a grouping.
public struct ReportGroup: Hashable, Sendable {
  /// The model and method.
  public let subject: AuditSubject
  /// By what it was made.
  public let grouping: Grouping
  /// What its members share: nothing for all, a source and a class for both, else one value.
  /// An empty text stands for a value that the manifest does not give.
  public let values: [String]

  /// A group.
  public init(subject: AuditSubject, grouping: Grouping, values: [String]) {
    self.subject = subject
    self.grouping = grouping
    self.values = values
  }

  /// The values for a reader: `(all)`, or `north · covid`.
  public var name: String {
    grouping == .all
      ? "(all)" : values.map { $0.isEmpty ? "(none given)" : $0 }.joined(separator: " · ")
  }
}

extension Grouping {
  /// What a row's group has in common, an empty text for a value that is not given; `nil` for a
  /// row that belongs to no group.
  func values(of record: CaseRecord) -> [String]? {
    switch self {
    case .all: []
    case .source: [record.source ?? ""]
    case .label: [record.label ?? ""]
    case .sourceAndLabel: [record.source ?? "", record.label ?? ""]
    case .predicted: [record.predicted]
    case .correctness: record.isCorrect.map { [$0 ? "correct" : "wrong"] }
    case .view: [record.view ?? ""]
    case .split: [record.split ?? ""]
    case .column(let name): [record.column(name) ?? ""]
    }
  }
}

extension ReportGroup {
  /// Whether a row belongs to the group.
  public func contains(_ record: CaseRecord) -> Bool {
    record.subject == subject && grouping.values(of: record) == values
  }
}
