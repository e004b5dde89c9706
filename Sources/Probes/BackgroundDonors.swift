public import Tables
internal import Tensors

/// For each case, another image from another source, and one from its own for comparison, that
/// can lend their thorax to its lungs.
public struct BackgroundDonors: Sendable {
  /// The images that lend their thorax to a case.
  public struct Pair: Sendable, Equatable {
    /// From another source.
    public let other: Case
    /// From the same source, of the other's class where there is one.
    public let same: Case?
  }

  private let pairs: [String: Pair]

  /// Donors among the `cases` with a mask and a source, drawn from `seed`.
  ///
  /// The image from another source is, where there is one, of another class: what is swapped then
  /// speaks for another class if the network goes by the source. An image lends its thorax to any
  /// number of cases, never to one of the same patient.
  public init(among cases: [Case], seed: UInt64) {
    let lenders = cases.filter { $0.maskPath != nil && $0.source != nil }
    let groups = Dictionary(grouping: lenders, by: Group.init)
    let order = groups.keys.sorted { ($0.source, $0.label) < ($1.source, $1.label) }
    func pool(_ isWanted: (Group) -> Bool) -> [Case] {
      order.filter(isWanted).flatMap { groups[$0] ?? [] }
    }
    var pairs: [String: Pair] = [:]
    for group in order {
      let foreign = pool { $0.source != group.source && $0.label != group.label }
      let elsewhere = pool { $0.source != group.source }
      let own = pool { $0.source == group.source }
      for subject in groups[group] ?? [] {
        var generator = RandomGenerator(seed: seed, 0x6261_636B, subject.image.stableHash)
        func draw(_ pool: [Case]) -> Case? {
          guard !pool.isEmpty else { return nil }
          // From a random place on, the first of another patient.
          let start = generator.index(below: pool.count)
          return (0..<pool.count).lazy.map { pool[(start + $0) % pool.count] }.first {
            $0.isOfAnotherPatient(than: subject)
          }
        }
        guard let other = draw(foreign) ?? draw(elsewhere) else { continue }
        let alike = Group(source: group.source, label: other.label ?? "")
        pairs[subject.image] = Pair(other: other, same: draw(groups[alike] ?? []) ?? draw(own))
      }
    }
    self.pairs = pairs
  }

  /// The donors of a case; `nil` where no other source has a masked image.
  public subscript(subject: Case) -> Pair? { pairs[subject.image] }
}

/// Cases of one source and class.
private struct Group: Hashable {
  let source: String
  let label: String

  init(source: String, label: String) {
    self.source = source
    self.label = label
  }

  init(_ subject: Case) { self.init(source: subject.source ?? "", label: subject.label ?? "") }
}
