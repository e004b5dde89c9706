package import Tables
internal import Tensors

extension [Cutout] {
  /// Those of other patients: of another class first, then of another source; those alike in an
  /// order drawn from `seed` and the image's name.
  package func ranked(for subject: Case, seed: UInt64) -> [Cutout] {
    var generator = RandomGenerator(seed: seed, subject.image.stableHash)
    func isOther(_ a: String?, _ b: String?) -> Int { a != nil && b != nil && a != b ? 1 : 0 }
    func rank(_ cutout: Cutout) -> Int {
      2 * isOther(cutout.donor.label, subject.label)
        + isOther(cutout.donor.source, subject.source)
    }
    let others = generator.shuffled(filter { $0.donor.isOfAnotherPatient(than: subject) })
    let byRank = Dictionary(grouping: others, by: rank)
    return byRank.keys.sorted(by: >).flatMap { byRank[$0] ?? [] }
  }
}
