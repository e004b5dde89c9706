internal import Attention
public import Statistics
internal import Tables
internal import Tensors

/// The figures of one group of results: a model and method on a source and class.
public struct GroupSummary: Sendable {
  /// Which results a summary is about.
  public struct Group: Hashable, Sendable {
    /// The model's name.
    public let model: String
    /// The method.
    public let method: String
    /// The source; `nil` for all sources together.
    public let source: String?
    /// The true class; `nil` for all classes together.
    public let label: String?
  }

  /// A share of a count, with its Wilson interval; the share of nothing is unknown.
  public struct Proportion: Sendable {
    /// How many have the property.
    public let count: Int
    /// Out of how many.
    public let total: Int
    /// `count / total`, or `nil` for a total of 0.
    public var share: Double? { total == 0 ? nil : Double(count) / Double(total) }
    /// The 95 % Wilson interval of the share.
    public var interval: ConfidenceInterval? { .wilson(successes: count, of: total) }
  }

  /// Which results these are.
  public let group: Group
  /// How many results there are.
  public let count: Int
  /// How many of them have a lung-attention score; the others are undefined or have no mask.
  public let scored: Int
  /// The mean lung mass of the scored.
  public let meanLungMass: Double?
  /// The median lung mass of the scored.
  public let medianLungMass: Double?
  /// The 95 % bootstrap interval of the mean lung mass, patients resampled whole.
  public let lungMassInterval: ConfidenceInterval?
  /// The mean lung area of the scored.
  public let meanLungArea: Double?
  /// The mean enrichment of the scored.
  public let meanEnrichment: Double?
  /// Results whose strongest pixel lies outside the lungs, of those that have one and a mask.
  public let peakOutside: Proportion
  /// Results whose prediction is the label, of those with a label the model knows.
  public let accuracy: Proportion
  /// How many results have each status other than `ok`.
  public let undefined: [String: Int]
}

extension GroupSummary {
  /// The summary of `results`, which all belong to `group`.
  ///
  /// - Parameter seed: Of the bootstrap.
  init(_ group: Group, of results: [CaseResult], seed: UInt64) {
    let scored = results.filter { $0.score.lungMass.value != nil }
    let masses = scored.compactMap(\.score.lungMass.value)
    let peaks = results.compactMap(\.score.pointingHit.value)
    let verdicts = results.compactMap(\.isCorrect)
    var generator = RandomGenerator(seed: seed)
    self.group = group
    count = results.count
    self.scored = scored.count
    meanLungMass = masses.mean
    medianLungMass = masses.median
    lungMassInterval = .bootstrap(
      ofMean: masses, clusters: scored.map(\.subject.patient), using: &generator)
    meanLungArea = scored.compactMap(\.score.lungArea.value).mean
    meanEnrichment = scored.compactMap(\.score.enrichment.value).mean
    peakOutside = Proportion(count: peaks.count { $0 == 0 }, total: peaks.count)
    accuracy = Proportion(count: verdicts.count { $0 }, total: verdicts.count)
    undefined = Dictionary(grouping: results.filter { $0.score.lungMass.value == nil }) {
      $0.score.status
    }.mapValues(\.count)
  }

  /// For each model and method in order of appearance, all results together and then, where
  /// there are several, each source and class.
  ///
  /// - Parameter seed: Of the bootstrap; the same for every group, so that a group's interval
  ///   does not depend on the others.
  public static func summaries(of results: [CaseResult], seed: UInt64 = 0) -> [GroupSummary] {
    distinct(results.map { Group(model: $0.model, method: $0.method, source: nil, label: nil) })
      .flatMap { whole -> [GroupSummary] in
        let members = results.filter { $0.model == whole.model && $0.method == whole.method }
        let parts = distinct(
          members.map {
            Group(
              model: $0.model, method: $0.method, source: $0.subject.source ?? "",
              label: $0.subject.label ?? "")
          }
        ).sorted { ($0.source ?? "", $0.label ?? "") < ($1.source ?? "", $1.label ?? "") }
        let all = GroupSummary(whole, of: members, seed: seed)
        guard parts.count > 1 else { return [all] }
        return [all]
          + parts.map { part in
            GroupSummary(
              part,
              of: members.filter {
                ($0.subject.source ?? "") == part.source && ($0.subject.label ?? "") == part.label
              }, seed: seed)
          }
      }
  }
}

/// The elements without repetition, in order of first appearance.
private func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
