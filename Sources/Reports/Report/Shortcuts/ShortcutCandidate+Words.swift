internal import Probes
internal import Statistics

extension ShortcutCandidate {
  /// The candidate in a sentence: what it is, how often it shows and where from, and what changing
  /// it does beside its control.
  public var sentence: String {
    let doubt =
      isEffective && isDoubtful ? "; not known to be more common in any source or class" : ""
    return [title, prevalence, effectText].compactMap(\.self).joined(separator: ", ") + doubt
  }

  /// `61 % of south · covid (n = 31)`: of the source and class where it is most common.
  private var prevalence: String? {
    // A probe that every image takes is no more common anywhere.
    if case .probe(let kind) = kind, kind != .markerErased, kind != .borderErased { return nil }
    guard let group = groups.first, let share = group.images.share else { return nil }
    let name = [group.source, group.label].filter { !$0.isEmpty }.joined(separator: " · ")
    return "\(share.percent) of \(name.isEmpty ? "the" : name) images (n = \(group.images.total))"
  }

  private var effectText: String? {
    guard let effect, let fall = effect.fall.mean else { return nil }
    let control = effect.control.mean.map { "; control \($0.twoDecimals)" } ?? ""
    return "\(kind.deed) \(fall < 0 ? "raises" : "lowers") the support for \(target) by "
      + "\(decimalText(abs(fall), effect.fall.interval?.magnitude(of: fall))) over "
      + "\(countText(effect.fall.count, "decision"))\(control)"
  }
}

extension ShortcutCandidate.Kind {
  /// What was done to it.
  var deed: String {
    switch self {
    case .probe(.markerInserted), .probe(.borderInserted): "inserting it"
    case .probe(.backgroundSwapped): "putting the lungs there"
    case .probe(.tonesSwapped): "taking them on"
    default: "erasing it"
    }
  }
}

extension ConfidenceInterval {
  /// The interval of the opposite where the mean is negative.
  fileprivate func magnitude(of mean: Double) -> ConfidenceInterval {
    mean < 0
      ? ConfidenceInterval(lower: -upper, upper: -lower, confidence: confidence) : self
  }
}
