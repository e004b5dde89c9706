internal import Datasets
internal import Reports
internal import Statistics
internal import Variants

/// One of the four observations of Zhang et al. 2023, with the figures of this experiment filled in.
public struct PaperFinding: Sendable {
  /// Whether the figures agree with it.
  public enum State: String, Sendable {
    /// They do.
    case holds
    /// They do not.
    case fails
    /// A figure is undefined or has no interval.
    case unknown
  }

  /// `a` to `d`.
  public let letter: String
  /// What the paper observed.
  public let statement: String
  /// Whether it is so here.
  public let state: State
  /// The figures.
  public let evidence: String

  /// How far above chance the interval of the balanced accuracy must begin to be well above it, as a
  /// share of the way to 1.
  static let wellAbove = 0.3
  /// How far from chance an interval without it may reach to be near it, as such a share.
  static let near = 0.2

  /// The four findings; none without both schemes and whole images.
  static func findings(of results: ExperimentResults) -> [PaperFinding] {
    let balanced = StudySet(.sourceBalanced, .full)
    let imbalanced = StudySet(.sourceImbalanced, .full)
    let sets = results.configuration.trainingSets
    guard sets.contains(balanced), sets.contains(imbalanced) else { return [] }
    let chance = 1 / Double(results.classes.count)
    func interval(_ trained: StudySet, _ tested: StudySet) -> ConfidenceInterval? {
      results.entry(trained: trained, tested: tested)?.evaluation[.balancedAccuracy].interval
    }
    func isHigh(_ trained: StudySet, _ tested: StudySet) -> Bool? {
      interval(trained, tested).map { $0.lower >= chance + wellAbove * (1 - chance) }
    }
    func isNearChance(_ trained: StudySet, _ tested: StudySet) -> Bool? {
      let reach = near * (1 - chance)
      return interval(trained, tested).map {
        $0.lower <= chance && $0.upper >= chance
          || $0.lower >= chance - reach && $0.upper <= chance + reach
      }
    }
    func words(_ trained: StudySet, _ tested: StudySet) -> String {
      guard let entry = results.entry(trained: trained, tested: tested) else { return "not tested" }
      let (area, accuracy) = (entry.evaluation[.auroc], entry.evaluation[.balancedAccuracy])
      return "balanced accuracy \(percentText(accuracy.value, accuracy.interval)), "
        + "AUROC \(decimalText(area.value, area.interval)) "
        + "(\(entry.evaluation.answers) answers, \(entry.evaluation.clusters) patients)"
    }
    var findings = [
      PaperFinding(
        letter: "a",
        statement: "Trained on a source-imbalanced set, a network scores high on its own test set "
          + "and near chance on the balanced one.",
        state: State(
          [isHigh(imbalanced, imbalanced), isNearChance(imbalanced, balanced)]),
        evidence: "own: \(words(imbalanced, imbalanced)); balanced: \(words(imbalanced, balanced))"),
      PaperFinding(
        letter: "b", statement: "Trained on a source-balanced set, it holds on both.",
        state: State([isHigh(balanced, balanced), isHigh(balanced, imbalanced)]),
        evidence: "own: \(words(balanced, balanced)); imbalanced: \(words(balanced, imbalanced))"),
    ]
    if results.configuration.variants.contains(.lungsRemoved) {
      let (without, withoutImbalanced) = (
        StudySet(.sourceBalanced, .lungsRemoved), StudySet(.sourceImbalanced, .lungsRemoved)
      )
      findings.append(
        PaperFinding(
          letter: "c",
          statement: "With the lungs removed, the imbalanced network keeps predicting on its own "
            + "test set and the balanced one drops to chance.",
          state: State(
            [
              isHigh(imbalanced, withoutImbalanced), isHigh(balanced, balanced),
              isNearChance(balanced, without),
            ]),
          evidence: "imbalanced: \(words(imbalanced, withoutImbalanced)); "
            + "balanced: \(words(balanced, without)), with lungs \(words(balanced, balanced))"))
    }
    if let first = results.attention.first(where: { $0.set == imbalanced }),
      let second = results.attention.first(where: { $0.set == balanced })
    {
      let difference = first.difference(to: second)
      findings.append(
        PaperFinding(
          letter: "d", statement: "The imbalanced network's lung mass is lower.",
          state: State([difference?.interval.map { $0.upper < 0 }]),
          evidence: "imbalanced \(percentText(first.lungMass, first.interval)), "
            + "balanced \(percentText(second.lungMass, second.interval)), "
            + "lung area \(percentText(first.lungArea, nil)); difference on the same images "
            + "\(decimalText(difference?.mean, difference?.interval)) "
            + "(n = \(difference?.count ?? 0))"))
    }
    return findings
  }
}

extension PaperFinding.State {
  /// Holds when all parts do; a part that fails decides, whatever the others are.
  init(_ parts: [Bool?]) {
    self = parts.contains(false) ? .fails : parts.contains(nil) ? .unknown : .holds
  }
}
