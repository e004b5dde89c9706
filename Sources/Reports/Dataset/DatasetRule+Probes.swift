internal import Datasets
internal import Statistics

extension DatasetRule {
  /// How far above chance a probe's interval begins when it has found something.
  static let probeMargin = 0.1

  /// What a small classifier sees.
  static let probes = [
    DatasetRule(
      name: "source-visible-without-lungs",
      statement: "With the lungs removed a small classifier tells the source: the interval of its "
        + "balanced accuracy lies at least \(probeMargin.percent) above chance, and the sources "
        + "have the classes in different shares. A visible source alone is no fault.",
      grade: .warnings,
      remedy:
        "Balance the classes in each source; crop to the lungs or even out tones and borders; "
        + "check with lung-attention audit what a network goes by."
    ) { audit in
      let (visible, evidence) = probe(.sourceWithoutLungs, in: audit)
      guard visible == true else { return (visible, evidence) }
      let isImbalanced = worstIndex(in: audit).map { $0 >= weakIndex } ?? false
      return (
        isImbalanced,
        evidence
          + (isImbalanced
            ? " The source also tells of the class." : " The source tells nothing of the class.")
      )
    },
    DatasetRule(
      name: "class-from-metadata",
      statement: "Size, shape, depth, kind of file, view, sharpness, border and markers tell the "
        + "class: the interval of the balanced accuracy lies at least \(probeMargin.percent) "
        + "above chance.",
      grade: .warnings,
      remedy: "Bring all images to one size and format and remove markers and borders "
        + "(lung-attention variants); balance the views over the classes."
    ) { probe(.classFromMetadata, in: $0) },
  ]

  private static func probe(
    _ question: DatasetProbe.Question, in audit: DatasetAudit
  ) -> Outcome {
    guard let probe = audit.probes.first(where: { $0.question == question }),
      let chance = probe.chance
    else {
      let patients = "\(DatasetProbe.leastPatients) patients"
      switch question {
      case .sourceWithoutLungs:
        return (nil, "Fewer than two sources have masks and \(patients).")
      case .classFromMetadata: return (nil, "Fewer than two classes have \(patients).")
      }
    }
    return (
      probe.interval.map { $0.lower >= chance + probeMargin },
      "Balanced accuracy \(decimalText(probe.balancedAccuracy, probe.interval)), "
        + "chance \(chance.twoDecimals), n = \(probe.count)."
    )
  }
}
