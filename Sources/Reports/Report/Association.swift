public import Statistics

/// How two figures go together, with what is known about the certainty.
public struct Association: Sendable, Equatable {
  /// What is measured.
  public enum Kind: String, Sendable, CaseIterable {
    /// Spearman's ρ of lung mass and the probability of the predicted class.
    case attentionAndConfidence = "lung_mass_and_probability"
    /// The area under the ROC curve of lung mass for right against wrong predictions: the chance
    /// that a right one looks at the lungs more.
    case attentionAndCorrectness = "lung_mass_and_correct"
    /// Cramér's V of source and class, each image once: how far a study confounds them.
    case sourceAndClass = "source_and_class"

    /// Its name for a reader.
    public var title: String {
      switch self {
      case .attentionAndConfidence: "lung mass and confidence (Spearman's ρ)"
      case .attentionAndCorrectness: "lung mass and correctness (area under the ROC curve)"
      case .sourceAndClass: "source and class (Cramér's V)"
      }
    }
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

extension Association {
  /// Source and class of the images, then both associations of each subject.
  static func associations(of records: [CaseRecord]) -> [Association] {
    var seen: Set<String> = []
    let images = records.filter { seen.insert($0.image).inserted }
    return [sourceAndClass(of: images)]
      + distinct(records.map(\.subject)).flatMap { subject in
        let scored = records.filter { $0.subject == subject && $0.lungMass != nil }
        return [
          attentionAndConfidence(of: scored, subject), attentionAndCorrectness(of: scored, subject),
        ]
      }
  }

  private static func sourceAndClass(of images: [CaseRecord]) -> Association {
    let known = images.filter { $0.source != nil && $0.label != nil }
    return Association(
      kind: .sourceAndClass, subject: nil, count: known.count,
      value: EffectSize.cramersV(known.map(\.source), known.map(\.label)),
      interval: nil, pValue: nil)
  }

  private static func attentionAndConfidence(
    of scored: [CaseRecord], _ subject: AuditSubject
  ) -> Association {
    let known = scored.filter { $0.probability != nil }
    let test = RankTest.spearman(
      known.compactMap(\.lungMass), known.compactMap(\.probability))
    return Association(
      kind: .attentionAndConfidence, subject: subject, count: known.count,
      value: test.map(\.statistic), interval: nil, pValue: try? test.get().pValue)
  }

  private static func attentionAndCorrectness(
    of scored: [CaseRecord], _ subject: AuditSubject
  ) -> Association {
    let known = scored.filter { $0.isCorrect != nil }
    let scores = known.compactMap(\.lungMass)
    let verdicts = known.compactMap(\.isCorrect)
    let area = ROC.area(scores: scores, positives: verdicts)
    return Association(
      kind: .attentionAndCorrectness, subject: subject, count: known.count,
      value: area.map { .success($0) } ?? .failure(.oneClass),
      interval: try? ConfidenceInterval.areaUnderROC(scores: scores, positives: verdicts).get(),
      pValue: nil)
  }
}
