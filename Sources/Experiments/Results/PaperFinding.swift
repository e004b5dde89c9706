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

  /// A figure whose interval lies above this is well above the chance of 0.5.
  static let wellAboveChance = 0.65
  /// A figure whose interval contains 0.5, or lies below this and above its mirror image, is near
  /// chance.
  static let nearChance = 0.6

  /// The four findings; none without both schemes and whole images.
  static func findings(of results: ExperimentResults) -> [PaperFinding] {
    let balanced = StudySet(.sourceBalanced, .full)
    let imbalanced = StudySet(.sourceImbalanced, .full)
    let sets = results.configuration.trainingSets
    guard sets.contains(balanced), sets.contains(imbalanced) else { return [] }
    func area(_ trained: StudySet, _ tested: StudySet) -> EvaluationFigure {
      results.entry(trained: trained, tested: tested)?.evaluation[.auroc]
        ?? EvaluationFigure(value: nil, interval: nil)
    }
    func words(_ trained: StudySet, _ tested: StudySet) -> String {
      guard let entry = results.entry(trained: trained, tested: tested) else { return "not tested" }
      let (area, accuracy) = (entry.evaluation[.auroc], entry.evaluation[.accuracy])
      return "AUROC \(decimalText(area.value, area.interval)), "
        + "accuracy \(percentText(accuracy.value, accuracy.interval)) "
        + "(\(entry.evaluation.answers) answers, \(entry.evaluation.clusters) patients)"
    }
    var findings = [
      PaperFinding(
        letter: "a",
        statement: "Trained on a source-imbalanced set, a network scores high on its own test set "
          + "and near chance on the balanced one.",
        state: State(
          [isHigh(area(imbalanced, imbalanced)), isNearChance(area(imbalanced, balanced))]),
        evidence: "own: \(words(imbalanced, imbalanced)); balanced: \(words(imbalanced, balanced))"),
      PaperFinding(
        letter: "b", statement: "Trained on a source-balanced set, it holds on both.",
        state: State([isHigh(area(balanced, balanced)), isHigh(area(balanced, imbalanced))]),
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
              isHigh(area(imbalanced, withoutImbalanced)), isNearChance(area(balanced, without)),
            ]),
          evidence: "imbalanced: \(words(imbalanced, withoutImbalanced)); "
            + "balanced: \(words(balanced, without))"))
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

  private static func isHigh(_ figure: EvaluationFigure) -> Bool? {
    figure.interval.map { $0.lower >= wellAboveChance }
  }

  private static func isNearChance(_ figure: EvaluationFigure) -> Bool? {
    figure.interval.map {
      $0.lower <= 0.5 && $0.upper >= 0.5
        || $0.lower >= 1 - nearChance && $0.upper <= nearChance
    }
  }
}

extension PaperFinding.State {
  /// Holds when all parts do; a part that fails decides, whatever the others are.
  init(_ parts: [Bool?]) {
    self = parts.contains(false) ? .fails : parts.contains(nil) ? .unknown : .holds
  }
}
