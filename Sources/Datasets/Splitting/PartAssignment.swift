internal import Tensors

/// Gives patients to train, val and test in shares that hold in each source and class.
///
/// A patient with images of several sources or classes counts where most of them are; of equal
/// ones, first by name. In each stratum the patients come in random order, and each goes to the
/// part that lacks most images.
struct PartAssignment {
  let validationShare: Double
  let testShare: Double
  let seed: UInt64

  /// The part of every group.
  func parts(of cases: [LabelledCase]) -> [CaseGroup: SplitPart] {
    let groups = Dictionary(grouping: cases, by: \.group)
    let strata = Dictionary(grouping: groups.keys) { stratum(of: groups[$0] ?? []) }
    var parts: [CaseGroup: SplitPart] = [:]
    for (stratum, members) in strata {
      var generator = RandomGenerator(
        seed: seed, stratum.source.stableHash, stratum.label.stableHash)
      let sizes = members.reduce(0) { $0 + (groups[$1]?.count ?? 0) }
      var lacking = SplitPart.allCases.map { share(of: $0) * Double(sizes) }
      for group in generator.shuffled(members.sorted()) {
        // `max(by:)` would take the last of equal parts; the first, train, needs images most.
        let part = lacking.indices.reduce(0) { lacking[$1] > lacking[$0] + 1e-9 ? $1 : $0 }
        lacking[part] -= Double(groups[group]?.count ?? 0)
        parts[group] = SplitPart.allCases[part]
      }
    }
    return parts
  }

  private func share(of part: SplitPart) -> Double {
    switch part {
    case .train: 1 - validationShare - testShare
    case .val: validationShare
    case .test: testShare
    }
  }

  private struct Stratum: Hashable, Comparable {
    let source: String
    let label: String

    static func < (left: Stratum, right: Stratum) -> Bool {
      (left.source, left.label) < (right.source, right.label)
    }
  }

  private func stratum(of cases: [LabelledCase]) -> Stratum {
    let counts = Dictionary(
      cases.map { (Stratum(source: $0.source ?? "", label: $0.label), 1) }, uniquingKeysWith: +)
    let most = counts.values.max() ?? 0
    return counts.filter { $0.value == most }.keys.min() ?? Stratum(source: "", label: "")
  }
}
