public import Statistics
internal import Tables
internal import Tensors

/// How strongly class and source go together in the images of one split, or in all.
///
/// The **intra-source imbalance index** is Theil's uncertainty coefficient of the class given the
/// source, the mutual information of both over the entropy of the class: 0 when every source has
/// the classes in the same shares, 1 when the source determines the class. For two sources and two
/// classes of equal size, shares of 58 : 42 and 42 : 58 give 0.02, 75 : 25 give 0.19, 89 : 11 give
/// 0.50. The index of few images is too large by chance; `chance` tells by how much.
public struct SourceAssociation: Sendable, Equatable {
  /// The split, or `nil` for all images.
  public let split: String?
  /// Images whose class and source are known.
  public let count: Int
  /// Their patients; an image without one stands for one of its own.
  public let patients: Int
  /// The intra-source imbalance index, 0…1; undefined for a single class.
  public let index: Result<Double, UndefinedStatistic>
  /// Its 95 % interval, whole patients resampled 1000 times (percentile bootstrap).
  public let interval: ConfidenceInterval?
  /// The mean index when classes are exchanged between patients at random, 999 times.
  public let chance: Double?
  /// The share of exchanges, the observed one counted in, whose index is as large.
  public let pValue: Double?
  /// Cramér's V of class and source, with Bergsma's correction.
  public let cramersV: Result<Double, UndefinedStatistic>
  /// The mean of Cramér's V over the same exchanges.
  public let chanceCramersV: Double?

  private static let exchanges = 999

  /// The association in `cases`, which are those of `split`.
  init(of cases: [Case], split: String?, seed: UInt64) {
    let known = cases.filter { $0.label != nil && $0.source != nil }
    let (labels, sources) = (known.compactMap(\.label), known.compactMap(\.source))
    let groups = known.map { CaseGroup(patientOf: $0) }
    self.split = split
    count = known.count
    patients = Set(groups).count
    index = EffectSize.uncertaintyCoefficient(of: labels, given: sources)
    cramersV = EffectSize.cramersV(labels, sources)
    guard case .success(let observed) = index, Set(sources).count > 1 else {
      (interval, chance, pValue, chanceCramersV) = (nil, nil, nil, nil)
      return
    }
    var generator = RandomGenerator(seed: seed, 1, (split ?? "").stableHash)
    interval = .bootstrap(
      of: Array(zip(labels, sources)), clusters: groups.map(Optional.some), replicates: 1000,
      using: &generator
    ) { pairs in
      (try? EffectSize.uncertaintyCoefficient(
        of: pairs.map { $0.0 }, given: pairs.map { $0.1 }
      ).get()) ?? .nan
    }
    let exchange = ClassExchange(labels: labels, groups: groups)
    var (indices, associations): ([Double], [Double]) = ([], [])
    for _ in 0..<Self.exchanges {
      let labels = exchange.labels(using: &generator)
      indices.append(
        (try? EffectSize.uncertaintyCoefficient(of: labels, given: sources).get()) ?? 0)
      associations.append((try? EffectSize.cramersV(labels, sources).get()) ?? 0)
    }
    chance = indices.mean
    chanceCramersV = associations.mean
    // Rounding must not make an equal table a smaller one.
    pValue =
      Double(1 + indices.count { $0 >= observed - 1e-12 }) / Double(Self.exchanges + 1)
  }
}

/// Gives every patient the class of another at random; all images of a patient get the class that
/// most of the other's have, of equal ones the first by name.
private struct ClassExchange {
  private let classOfGroup: [String]
  /// The position of each image's patient.
  private let groups: [Int]

  init(labels: [String], groups: [CaseGroup]) {
    let places = Dictionary(
      uniqueKeysWithValues: Set(groups).sorted().enumerated().map { ($1, $0) })
    var counts = [[String: Int]](repeating: [:], count: places.count)
    let positions = groups.map { places[$0] ?? 0 }
    for (position, label) in zip(positions, labels) { counts[position][label, default: 0] += 1 }
    self.groups = positions
    classOfGroup = counts.map { counts in
      let most = counts.values.max() ?? 0
      return counts.filter { $0.value == most }.keys.min() ?? ""
    }
  }

  func labels(using generator: inout RandomGenerator) -> [String] {
    let drawn = generator.shuffled(classOfGroup)
    return groups.map { drawn[$0] }
  }
}
