internal import Datasets
public import Reports
public import Statistics
internal import Tables
internal import Tensors
internal import Variants

/// How much of the saliency of networks lies in the lungs, over the test images of all seeds.
public struct AttentionFigures: Sendable {
  /// What the networks were trained on, and whose images they explain.
  public let set: StudySet
  /// The mean lung mass.
  public let lungMass: Double?
  /// Its 95 % interval, patients resampled.
  public let interval: ConfidenceInterval?
  /// The mean lung area of the same images: what a uniform map would score.
  public let lungArea: Double?
  /// Maps with a lung mass, and without.
  public let count: Int
  /// Maps that have none: blank, or without a usable mask.
  public let undefined: Int
  /// The mean maps of the first seed's network.
  public let population: PopulationMap?
  /// The lung masses by seed and image.
  let values: [Place: (lungMass: Double, cluster: String)]

  /// A seed and an image.
  struct Place: Hashable {
    let seed: UInt64
    let image: String
  }

  /// The mean difference of lung mass to other networks on the same images, with its interval.
  func difference(
    to other: AttentionFigures
  ) -> (mean: Double, interval: ConfidenceInterval?, count: Int)? {
    let pairs = values.keys.filter { other.values[$0] != nil }
      .sorted { ($0.seed, $0.image) < ($1.seed, $1.image) }
    guard !pairs.isEmpty else { return nil }
    let own = pairs.compactMap { values[$0]?.lungMass }
    let others = pairs.compactMap { other.values[$0]?.lungMass }
    var generator = RandomGenerator(seed: 0)
    return (
      zip(own, others).reduce(0) { $0 + $1.0 - $1.1 } / Double(pairs.count),
      .bootstrap(
        ofMeanDifference: own, others, clusters: pairs.map { values[$0]?.cluster },
        using: &generator),
      pairs.count
    )
  }

  /// The figures of all networks of an experiment.
  static func read(
    _ configuration: ExperimentConfiguration, folder: ExperimentFolder, sets: [ExperimentSets]
  ) throws -> [AttentionFigures] {
    var figures: [AttentionFigures] = []
    for variant in configuration.trainedVariants {
      let audits = try sets.map { set in
        let path = folder.attention(variant, seed: set.seed)
        return (
          set, try AuditReport(of: [StoredResults(folder: path)], in: folder.path)
        )
      }
      for scheme in configuration.schemes {
        figures.append(
          AttentionFigures(
            StudySet(scheme, variant), audits: audits, group: configuration.group))
      }
    }
    return figures
  }

  private init(
    _ set: StudySet, audits: [(ExperimentSets, AuditReport)], group: String
  ) {
    self.set = set
    var values: [Place: (Double, String)] = [:]
    var areas: [Double] = []
    var undefined = 0
    for (sets, report) in audits {
      let clusters = Dictionary(
        sets.splits.flatMap(\.cases).map { ($0.image, $0.cluster(by: group)) },
        uniquingKeysWith: { first, _ in first })
      for record in report.cases where record.subject.model == set.scheme.rawValue {
        guard let mass = record.lungMass else {
          undefined += 1
          continue
        }
        values[Place(seed: sets.seed, image: record.image)] = (
          mass, clusters[record.image] ?? record.image
        )
        if let area = record.lungArea { areas.append(area) }
      }
    }
    let ordered = values.sorted { ($0.key.seed, $0.key.image) < ($1.key.seed, $1.key.image) }
    let masses = ordered.map(\.value.0)
    var generator = RandomGenerator(seed: 0)
    self.values = values
    self.undefined = undefined
    count = masses.count
    lungMass = masses.isEmpty ? nil : masses.reduce(0, +) / Double(masses.count)
    lungArea = areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    interval = .bootstrap(
      ofMean: masses, clusters: ordered.map(\.value.1), using: &generator)
    population = audits.first?.1.populations.first {
      $0.group.subject.model == set.scheme.rawValue && $0.group.grouping == .all && $0.count > 0
    }
  }
}
