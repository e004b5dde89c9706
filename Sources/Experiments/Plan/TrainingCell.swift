public import Datasets
public import Variants

/// A set of images: how it was built and what is left of each image.
public struct StudySet: Sendable, Hashable {
  /// How it was built.
  public let scheme: SplitScheme
  /// What is left of the images.
  public let variant: VariantKind

  /// A set.
  public init(_ scheme: SplitScheme, _ variant: VariantKind) {
    self.scheme = scheme
    self.variant = variant
  }

  /// `source-balanced, lungs-removed`
  public var name: String { "\(scheme.rawValue), \(variant.rawValue)" }
}

/// One network of an experiment: what it was trained on, and the seed.
public struct TrainingCell: Sendable, Hashable {
  /// Decides the parts, the initial weights and all else that is random.
  public let seed: UInt64
  /// What it was trained on.
  public let set: StudySet

  /// `source-balanced, full, seed 1`
  var name: String { "\(set.name), seed \(seed)" }
}

extension ExperimentConfiguration {
  /// The training sets of every seed.
  var trainingSets: [StudySet] {
    trainedVariants.flatMap { variant in schemes.map { StudySet($0, variant) } }
  }

  /// The test sets of every seed.
  package var testSets: [StudySet] {
    variants.flatMap { variant in schemes.map { StudySet($0, variant) } }
  }

  /// All networks, those of a seed together.
  package var cells: [TrainingCell] {
    seeds.flatMap { seed in trainingSets.map { TrainingCell(seed: seed, set: $0) } }
  }
}
