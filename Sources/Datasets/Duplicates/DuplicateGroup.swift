internal import Artifacts
internal import Tensors

/// Images that show the same picture.
public struct DuplicateGroup: Sendable, Equatable {
  /// Their positions among the cases, ascending; two or more.
  public let positions: [Int]
  /// Whether all have the same pixels.
  public let isExact: Bool
  /// The least agreement of fine structure between two that were found to be copies, 0…1.
  public let agreement: Double

  /// Hashes that differ in no more bits are candidates.
  static let mostBits = 10
  /// Candidates whose details agree by at least this are copies; see ``PictureDetail``.
  static let leastAgreement = 0.95

  /// All groups of pictures, in the order of their first members. A copy of a copy belongs to the
  /// group too. Mirrored, inverted, turned and cut copies are not found.
  ///
  /// - Complexity: Quadratic in the number of pictures, some nanoseconds for each pair.
  static func groups(of pictures: [PictureFacts?]) -> [DuplicateGroup] {
    var sets = DisjointSets(count: pictures.count)
    var first: [PictureFacts.Pixels: Int] = [:]
    var different: [Int] = []
    for (position, picture) in pictures.enumerated() {
      guard let pixels = picture?.pixels else { continue }
      if let leader = first[pixels] {
        sets.join(leader, position)
      } else {
        first[pixels] = position
        different.append(position)
      }
    }
    let leaders = different
    let pairs = ParallelLoop.map(Array(leaders.indices)) { place in
      copies(of: leaders[place], among: leaders[(place + 1)...], pictures)
    }.joined()
    for pair in pairs { sets.join(pair.first, pair.second) }
    let members = Dictionary(grouping: pictures.indices) { sets.root($0) }
    let least = Dictionary(
      pairs.map { (sets.root($0.first), $0.agreement) }, uniquingKeysWith: min)
    return members.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { root, positions in
      DuplicateGroup(
        positions: positions, isExact: least[root] == nil, agreement: least[root] ?? 1)
    }
  }

  private typealias Pair = (first: Int, second: Int, agreement: Double)

  private static func copies(
    of position: Int, among others: ArraySlice<Int>, _ pictures: [PictureFacts?]
  ) -> [Pair] {
    guard let own = pictures[position]?.look else { return [] }
    return others.compactMap { other in
      guard let look = pictures[other]?.look, own.hash.distance(to: look.hash) <= mostBits
      else { return nil }
      let agreement = own.detail.agreement(with: look.detail)
      return agreement >= leastAgreement ? (position, other, agreement) : nil
    }
  }
}
