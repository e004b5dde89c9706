public import Statistics
internal import Tables
internal import Tensors

/// How well a small linear classifier tells something from what should not tell it.
///
/// A ridge classifier (penalty 10, classes weighted equally) is trained on four fifths of the
/// patients and asked about the others, five times. A low accuracy does not prove that nothing is
/// there: a network may see what a linear classifier does not.
public struct DatasetProbe: Sendable {
  /// What is told from what.
  public enum Question: String, Sendable, CaseIterable {
    /// The source from the picture without its lungs, in 16 × 16 pixels.
    case sourceWithoutLungs = "source-without-lungs"
    /// The class from size, shape, depth, kind of file, view, sharpness, border and number of
    /// markers: nothing that shows the patient.
    case classFromMetadata = "class-from-metadata"
  }

  /// What was asked.
  public let question: Question
  /// The sources or classes with enough patients, sorted.
  public let categories: [String]
  /// The images asked about.
  public let count: Int
  /// The share of right answers in each category, and its number of images.
  public let recalls: [(share: Double, count: Int)]
  /// The mean of the recalls; `nil` for fewer than two categories.
  public let balancedAccuracy: Double?
  /// Its 95 % interval, whole patients resampled 1000 times (percentile bootstrap).
  public let interval: ConfidenceInterval?

  /// What guessing gives.
  public var chance: Double? { categories.count > 1 ? 1 / Double(categories.count) : nil }

  /// The least patients of a category.
  public static let leastPatients = 10

  private static let folds = 5
  private static let penalty = 10.0

  /// An image as the probe sees it.
  struct Example: Sendable {
    let group: CaseGroup
    let category: String
    let features: [Double]
  }

  /// Asks about the images that have what it takes.
  init(_ question: Question, _ examples: [Example], seed: UInt64) {
    let patients = Dictionary(grouping: examples, by: \.category).mapValues {
      Set($0.map(\.group)).count
    }
    let categories = patients.filter { $0.value >= Self.leastPatients }.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, $0) })
    let asked = examples.filter { places[$0.category] != nil }
    self.question = question
    self.categories = categories
    count = asked.count
    guard categories.count > 1 else {
      (recalls, balancedAccuracy, interval) = ([], nil, nil)
      return
    }
    let labels = asked.compactMap { places[$0.category] }
    let folds = PatientFolds.assign(
      asked.map(\.group), labels: labels, folds: Self.folds, seed: seed)
    let answers = Self.answers(asked, labels: labels, classes: categories.count, folds: folds)
    let pairs = Array(zip(labels, answers))
    recalls = categories.indices.map { category in
      let own = pairs.filter { $0.0 == category }
      return (Double(own.count { $0.1 == category }) / Double(own.count), own.count)
    }
    balancedAccuracy = recalls.map(\.share).mean
    var generator = RandomGenerator(seed: seed, 2)
    interval = .bootstrap(
      of: pairs, clusters: asked.map { Optional($0.group) }, replicates: 1000, using: &generator
    ) { pairs in
      var (right, all) = (
        [Int](repeating: 0, count: categories.count), [Int](repeating: 0, count: categories.count)
      )
      for (label, answer) in pairs {
        all[label] += 1
        if label == answer { right[label] += 1 }
      }
      // A resample without some category tells of the others.
      let shares = zip(right, all).filter { $0.1 > 0 }.map { Double($0.0) / Double($0.1) }
      return shares.reduce(0, +) / Double(shares.count)
    }
  }

  /// The answer about each example, by a classifier that has not seen its patient.
  private static func answers(
    _ examples: [Example], labels: [Int], classes: Int, folds: [Int]
  ) -> [Int] {
    let byFold = ParallelLoop.map(Array(0..<Self.folds)) { fold in
      let seen = folds.indices.filter { folds[$0] != fold }
      let classifier = RidgeClassifier(
        seen.map { examples[$0].features }, labels: seen.map { labels[$0] }, classes: classes,
        penalty: penalty)
      return folds.indices.map {
        folds[$0] == fold ? classifier.prediction(for: examples[$0].features) : -1
      }
    }
    return folds.indices.map { byFold[folds[$0]][$0] }
  }
}
