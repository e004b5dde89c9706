internal import Attention
internal import Statistics

extension Verdict {
  /// The verdict about a subject.
  ///
  /// - Parameters:
  ///   - groups: The figures of all groups, this subject's among them.
  ///   - comparisons: Those with null models.
  ///   - shortcuts: What its model may go by outside the lungs.
  ///   - withoutLungs: Whether its model tells the classes apart without lungs.
  ///   - sources: How many sources the subject's images come from.
  init(
    about subject: AuditSubject, groups: [GroupFigures], comparisons: [PairedComparison],
    shortcuts: [ShortcutCandidate] = [], withoutLungs: WithoutLungs? = nil, sources: Int
  ) {
    let own = groups.filter { $0.group.subject == subject }
    let all =
      own.first { $0.group.grouping == .all }
      ?? GroupFigures(
        ReportGroup(subject: subject, grouping: .all, values: []), of: [], seed: 0)
    let parts = own.filter {
      $0.group.grouping == .sourceAndLabel
        && $0.lungMass.count >= VerdictRule.leastImagesOfGroup
    }
    let figures = VerdictRule.Figures(
      all: all, parts: parts, comparisons: comparisons, shortcuts: shortcuts,
      withoutLungs: withoutLungs)
    let findings = VerdictRule.all.map { $0.finding(in: figures) }
    self.subject = subject
    self.findings = findings
    grade = Self.grade(of: findings)
    sentences = Self.sentences(figures, sources: sources, grade: grade)
  }

  /// Insufficient if any rule says so, else the worst grade of the rules that apply.
  static func grade(of findings: [Finding]) -> Grade {
    let applying = findings.filter { $0.applies == true }.map(\.grade)
    for grade in [Grade.insufficient, .outside, .mixed] where applying.contains(grade) {
      return grade
    }
    return .consistent
  }

  private static func sentences(
    _ figures: VerdictRule.Figures, sources: Int, grade: Grade
  ) -> [String] {
    let all = figures.all
    guard let mean = all.lungMass.mean else {
      return ["None of \(all.count) images has a score.\(undefinedText(all))", closing(grade)]
    }
    let images =
      countText(all.lungMass.count, "image") + (sources > 1 ? " from \(sources) sources" : "")
    let enrichment = all[.enrichment].mean.map { " (enrichment \($0.text(decimals: 1)))" } ?? ""
    var sentences = [
      "On \(images), \(percentText(mean, all.lungMass.interval)) of saliency falls inside the "
        + "lungs, which fill \(percentText(all.lungArea.mean, nil)) of the image\(enrichment)."
        + undefinedText(all)
    ]
    if let worst = worst(of: figures) { sentences.append(worst) }
    let found = figures.shortcuts.filter(\.isFinding)
    if let first = found.first {
      let rank =
        found.count > 1 ? "First of \(found.count) shortcut candidates" : "A shortcut candidate"
      sentences.append("\(rank): \(first.sentence).")
    }
    if let without = figures.withoutLungs, without.isFinding {
      sentences.append(
        "With the lungs removed it keeps \(percentText(without.kept.mean, without.kept.interval)) "
          + "of its decisions; \(without.chance.percent) would be chance.")
    }
    let nulls = NullModel.allCases.filter { $0 != .uniform }.compactMap { model in
      all.nulls[model]?.mean.map { "\(model.title) \($0.percent)" }
    }
    if !nulls.isEmpty {
      sentences.append("For comparison: \(nulls.joined(separator: ", ")).")
    }
    // Only of maps that prefer lungs can one ask whose.
    if let other = figures.comparison(all.group, with: .otherMask), let interval = other.interval,
      interval.lower <= 0, let area = figures.comparison(all.group, with: .uniform)?.interval,
      area.lower > 0
    {
      sentences.append(
        "The maps are not shown to fit the patient's own lungs better than another patient's: "
          + "difference \(decimalText(other.difference, interval)), n = \(other.count).")
    }
    if let share = all.accuracy.share {
      sentences.append(
        "The prediction is right for \(percentText(share, all.accuracy.interval)) of "
          + "\(countText(all.accuracy.total, "labelled image")).")
    }
    return sentences + [closing(grade)]
  }

  /// Where it is worst: the part with the most peaks outside, of equals that with the least
  /// saliency inside; without parts, all images.
  private static func worst(of figures: VerdictRule.Figures) -> String? {
    let candidates = figures.parts.isEmpty ? [figures.all] : figures.parts
    func rank(_ part: GroupFigures) -> (Double, Double) {
      (part.peakOutside.share ?? -1, -(part.lungMass.mean ?? 1))
    }
    guard let part = candidates.max(by: { rank($0) < rank($1) }), part.peakOutside.total > 0
    else { return nil }
    let place: String
    if part.group.grouping == .all {
      place = "Of the strongest pixels, "
    } else {
      let values = part.group.values.map { $0.isEmpty ? "(none given)" : $0 }
      place = "In source \(values[0]), class \(values[1]), "
    }
    let share = percentText(part.peakOutside.share, part.peakOutside.interval)
    let verb = part.group.grouping == .all ? "lie" : "of the strongest pixels lie"
    let region = part.peakRegions.first.map {
      "; most common place: \($0.region.title) (\($0.count) of \(part.peakOutside.count))"
    }
    return "\(place)\(share) \(verb) outside the lungs\(region ?? "")."
  }

  private static func undefinedText(_ all: GroupFigures) -> String {
    guard !all.undefined.isEmpty else { return "" }
    let kinds = all.undefined.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    return " Not in these figures: \(kinds.joined(separator: ", "))."
  }

  private static func closing(_ grade: Grade) -> String {
    switch grade {
    case .consistent:
      "No rule found evidence of shortcut use, which does not prove its absence."
    case .mixed: "The evidence is mixed; look at the groups and cases that the rules name."
    case .outside: "This is evidence consistent with shortcut use, and no proof of it."
    case .insufficient: "This is not enough for a verdict."
    }
  }
}
