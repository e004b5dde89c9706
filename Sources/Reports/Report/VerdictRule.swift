internal import Attention
internal import Statistics

/// The rules that grade a model: each looks at the figures of one subject and says whether it
/// applies.
///
/// Intervals decide, not *p* values, so that a rule can be read off the report's own tables.
/// Another patient's mask grades nothing: lungs lie in the same place in most people, so that a
/// coarse map of an honest model fits others as well. A verdict says so in a sentence.
struct VerdictRule: Sendable {
  /// Fewer scored images than this say nothing about a model.
  static let leastImages = 20
  /// Fewer scored images than this say nothing about a group.
  static let leastImagesOfGroup = 10
  /// The share of undefined maps from which the others may be a selection.
  static let mostUndefined = 0.2

  /// What the rules look at.
  struct Figures {
    let all: GroupFigures
    /// By source and class, with enough scored images.
    let parts: [GroupFigures]
    /// The comparisons of the subject with null models.
    let comparisons: [PairedComparison]
    /// What the model may go by outside the lungs.
    let shortcuts: [ShortcutCandidate]
    /// Whether it tells the classes apart without lungs.
    let withoutLungs: WithoutLungs?

    /// The comparison of a group with a null model.
    func comparison(_ group: ReportGroup, with null: NullModel) -> PairedComparison? {
      comparisons.first { $0.group == group && $0.partner == .null(null) }
    }
  }

  let name: String
  let statement: String
  let grade: Verdict.Grade
  /// Whether the rule applies, `nil` where that is unknown, and the figures it looked at.
  let outcome: @Sendable (Figures) -> (applies: Bool?, evidence: String)

  func finding(in figures: Figures) -> Verdict.Finding {
    let (applies, evidence) = outcome(figures)
    return Verdict.Finding(
      rule: name, statement: statement, grade: grade, applies: applies, evidence: evidence)
  }
}

extension VerdictRule {
  /// All rules, in the order in which a report lists them.
  static let all: [VerdictRule] =
    [
      VerdictRule(
        name: "few-images",
        statement: "Fewer than \(leastImages) images have a score, or they come from fewer than "
          + "\(Estimate.leastPatients) patients.",
        grade: .insufficient
      ) { figures in
        let scored = figures.all.lungMass.count
        return (
          scored < leastImages || figures.all.patients < Estimate.leastPatients,
          "\(scored) scored of \(figures.all.count) images, \(figures.all.patients) patients"
        )
      },
      VerdictRule(
        name: "undefined-maps",
        statement: "More than \(mostUndefined.percent) of the maps are undefined.",
        grade: .insufficient
      ) { figures in
        let undefined = figures.all.count - figures.all.lungMass.count
        return (
          Double(undefined) > mostUndefined * Double(figures.all.count),
          "\(undefined) of \(figures.all.count)"
        )
      },
      VerdictRule(
        name: "below-area",
        statement: "Over all images less saliency falls inside the lungs than their area would "
          + "give: the interval of the difference lies below 0.",
        grade: .outside
      ) { figures in
        let difference = figures.comparison(figures.all.group, with: .uniform)
        return (difference?.interval.map { $0.upper < 0 }, difference.text)
      },
      VerdictRule(
        name: "peaks-outside",
        statement: "Over all images most strongest pixels lie outside the lungs: the interval of "
          + "their share lies above one half.",
        grade: .outside
      ) { figures in
        let peaks = figures.all.peakOutside
        return (peaks.interval.map { $0.lower > 0.5 }, peaks.text)
      },
      VerdictRule(
        name: "causal-shortcut",
        statement: "Changing something outside the lungs lowers the support for the model's "
          + "decisions \(CausalEffect.rule).",
        grade: .outside
      ) { figures in
        let found = figures.shortcuts.filter(\.isFinding)
        guard figures.shortcuts.contains(where: { $0.effect != nil }) else {
          return (nil, "no probes")
        }
        return (
          !found.isEmpty,
          found.isEmpty
            ? "none of \(figures.shortcuts.count) candidates"
            : found.map { "\($0.title) for \($0.target)" }.joined(separator: "; ")
        )
      },
      VerdictRule(
        name: "without-lungs",
        statement: "With the lungs removed the model still tells the classes apart: the interval "
          + "of the share of decisions kept, averaged over the decisions, lies at least "
          + "\(WithoutLungs.threshold.percent) above chance.",
        grade: .outside
      ) { figures in
        (
          figures.withoutLungs?.isFinding,
          figures.withoutLungs.map {
            "\(decimalText($0.kept.mean, $0.kept.interval)) kept, chance "
              + "\($0.chance.text(decimals: 2)), n = \($0.kept.count)"
          } ?? "not computed"
        )
      },
      VerdictRule(
        name: "group-below-area",
        statement: "In a source and class with at least \(leastImagesOfGroup) images less "
          + "saliency falls inside the lungs than their area would give.",
        grade: .outside
      ) { figures in
        found(figures) { part in
          let difference = figures.comparison(part.group, with: .uniform)
          guard let interval = difference?.interval, interval.upper < 0 else { return nil }
          return difference.text
        }
      },
      VerdictRule(
        name: "group-peaks-outside",
        statement: "In a source and class with at least \(leastImagesOfGroup) images most "
          + "strongest pixels lie outside the lungs.",
        grade: .mixed
      ) { figures in
        found(figures) { part in
          guard let interval = part.peakOutside.interval, interval.lower > 0.5 else { return nil }
          return part.peakOutside.text
        }
      },
    ]
    + [
      ("no-better-than-area", NullModel.uniform, "the lungs' area would give"),
      ("no-better-than-centre", .centredGaussian, "a Gaussian in the middle of the image gives"),
      (
        "no-better-than-random-weights", .randomWeights,
        "the same network gives with random weights"
      ),
    ].map { name, null, words in
      VerdictRule(
        name: name,
        statement: "Over all images not clearly more saliency falls inside the lungs than "
          + "\(words): the interval of the difference does not lie above 0.",
        grade: .mixed
      ) { figures in
        let difference = figures.comparison(figures.all.group, with: null)
        return (difference?.interval.map { $0.lower <= 0 }, difference.text)
      }
    }

  /// Whether `evidence` finds something in any source and class, and what.
  private static func found(
    _ figures: Figures, _ evidence: (GroupFigures) -> String?
  ) -> (applies: Bool?, evidence: String) {
    guard !figures.parts.isEmpty else { return (nil, "no such group") }
    let findings = figures.parts.compactMap { part in
      evidence(part).map { "\(part.group.name): \($0)" }
    }
    return (!findings.isEmpty, findings.isEmpty ? "none" : findings.joined(separator: "; "))
  }
}

extension PairedComparison? {
  /// The difference with its interval and n.
  fileprivate var text: String {
    guard let self else { return "not computed" }
    let sign = (self.difference ?? 0) > 0 ? "+" : ""
    return "difference \(sign)\(decimalText(self.difference, self.interval)), n = \(self.count)"
  }
}

extension Proportion {
  /// The share with its interval and n.
  fileprivate var text: String { "\(percentText(share, interval)) of \(total)" }
}
