public import Statistics
internal import Tensors

/// A figure with its interval.
public struct EvaluationFigure: Sendable, Equatable {
  /// The figure; `nil` where it is undefined.
  public let value: Double?
  /// The 95 % interval; `nil` where it is undefined.
  public let interval: ConfidenceInterval?
}

/// How well networks of one kind, one for each seed, answer for a test set.
///
/// Figures of several seeds are means of the seeds' own; their intervals come from resampling
/// patients, the same in every seed, and so speak of the patients, not of the seeds.
public struct Evaluation: Sendable, Equatable {
  /// The figures.
  public let figures: [EvaluationMeasure: EvaluationFigure]
  /// The smallest and the greatest figure of a seed.
  public let spread: [EvaluationMeasure: ClosedRange<Double>]
  /// Answers, an image once for each seed.
  public let answers: Int
  /// Patients.
  public let clusters: Int

  /// The figure of a measure.
  public subscript(measure: EvaluationMeasure) -> EvaluationFigure {
    figures[measure] ?? EvaluationFigure(value: nil, interval: nil)
  }

  /// The evaluation of answers.
  ///
  /// - Parameters:
  ///   - seeds: The answers of each seed's network; seeds without any are left out.
  ///   - positive: The place of the positive class.
  ///   - withIntervals: Whether intervals are wanted, which cost two thousand resamples.
  ///   - seed: Of the resamples.
  init(_ seeds: [[TestPrediction]], positive: Int, withIntervals: Bool = true, seed: UInt64 = 0) {
    let strata = seeds.filter { !$0.isEmpty }
    let answers = strata.flatMap { $0 }
    var numbers: [String: Int] = [:]
    let clusters = answers.map { answer in
      let number = numbers[answer.cluster] ?? numbers.count
      numbers[answer.cluster] = number
      return number
    }
    var start = 0
    let samples = strata.map { stratum in
      defer { start += stratum.count }
      return EvaluationSample(stratum, offset: start, positive: positive)
    }
    let once = [Double](repeating: 1, count: answers.count)
    let own = samples.map { $0.figures(weights: once) }
    let measures = EvaluationMeasure.allCases
    // A seed whose set has no image of a class has no figure of it; the mean is of the others.
    func means(_ weights: [Double]) -> [Double?] {
      let all = samples.map { $0.figures(weights: weights) }
      return measures.indices.map { place in
        var (sum, count) = (0.0, 0.0)
        for (figures, observed) in zip(all, own) where observed[place] != nil {
          guard let figure = figures[place] else { return nil }
          sum += figure
          count += 1
        }
        return count > 0 ? sum / count : nil
      }
    }
    let values = means(once)
    var generator = RandomGenerator(seed: seed)
    var intervals =
      withIntervals
      ? ConfidenceInterval.bootstrap(
        clusters: clusters, clusterCount: numbers.count, using: &generator, figures: means)
      : measures.map { _ in nil }
    // One network whose images are all of different patients: DeLong's variance needs no draws.
    if withIntervals, strata.count == 1, numbers.count == answers.count {
      intervals[measures.firstIndex(of: .auroc) ?? 0] =
        try? ConfidenceInterval.areaUnderROC(
          scores: answers.map { $0.probabilities[positive] },
          positives: answers.map { $0.label == positive }
        ).get()
    }
    for (place, measure) in measures.enumerated() {
      guard let interval = intervals[place], interval.lower == interval.upper else { continue }
      intervals[place] = measure.trials(answers, positive: positive).flatMap {
        .wilson(successes: values[place] == 1 ? $0 : 0, of: $0)
      }
    }
    var figures: [EvaluationMeasure: EvaluationFigure] = [:]
    var spread: [EvaluationMeasure: ClosedRange<Double>] = [:]
    for (place, measure) in measures.enumerated() {
      figures[measure] = EvaluationFigure(value: values[place], interval: intervals[place])
      let seen = own.compactMap { $0[place] }
      if let least = seen.min(), let most = seen.max() { spread[measure] = least...most }
    }
    self.figures = figures
    self.spread = spread
    self.answers = answers.count
    self.clusters = numbers.count
  }
}

extension EvaluationMeasure {
  /// How many patients a share rests on.
  ///
  /// All resamples of a share of 0 or 1 are alike, which would claim certainty: there the interval
  /// is Wilson's of as many trials. For several classes and for AUROC that is the rarest class.
  fileprivate func trials(_ answers: [TestPrediction], positive: Int) -> Int? {
    func patients(_ isCounted: (TestPrediction) -> Bool) -> Int {
      Set(answers.filter(isCounted).map(\.cluster)).count
    }
    return switch self {
    case .accuracy: patients { _ in true }
    case .sensitivity: patients { $0.label == positive }
    case .specificity: patients { $0.label != positive }
    case .auroc: min(patients { $0.label == positive }, patients { $0.label != positive })
    case .balancedAccuracy:
      Set(answers.map(\.label)).map { label in patients { $0.label == label } }.min()
    case .calibrationError, .brier: nil
    }
  }
}

/// The answers of one network, ready to be weighed again and again.
private struct EvaluationSample {
  private let range: Range<Int>
  private let ranked: RankedScores?
  private let scores: [Double]
  private let confidences: [Double]
  private let isPositive: [Bool]
  private let saysPositive: [Bool]
  private let hits: [Bool]
  private let labels: [Int]

  /// - Parameter offset: Where the weights of these answers begin.
  init(_ answers: [TestPrediction], offset: Int, positive: Int) {
    range = offset..<offset + answers.count
    scores = answers.map { $0.probabilities[positive] }
    confidences = answers.map { $0.probabilities[$0.predicted] }
    isPositive = answers.map { $0.label == positive }
    saysPositive = answers.map { $0.predicted == positive }
    hits = answers.map { $0.predicted == $0.label }
    labels = answers.map(\.label)
    ranked = RankedScores(scores, positives: isPositive)
  }

  /// In the order of the measures.
  func figures(weights: [Double]) -> [Double?] {
    let weights = Array(weights[range])
    // Of each class: its weight, and that of its hits.
    let classes = (labels.max() ?? 0) + 1
    var members = [Double](repeating: 0, count: classes)
    var right = members
    var (total, hit, positive, found, negative, spared) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, weight) in weights.enumerated() {
      total += weight
      members[labels[index]] += weight
      if hits[index] {
        hit += weight
        right[labels[index]] += weight
      }
      if isPositive[index] {
        positive += weight
        if saysPositive[index] { found += weight }
      } else {
        negative += weight
        if !saysPositive[index] { spared += weight }
      }
    }
    // Only classes that the whole set has; one that a resample has lost leaves it undefined.
    func balanced() -> Double? {
      let shares = Set(labels).sorted().map { share(right[$0], members[$0]) }
      let known = shares.compactMap(\.self)
      return known.count == shares.count && !known.isEmpty
        ? known.reduce(0, +) / Double(known.count) : nil
    }
    func share(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
    return EvaluationMeasure.allCases.map { measure in
      switch measure {
      case .accuracy: share(hit, total)
      case .balancedAccuracy: balanced()
      case .sensitivity: share(found, positive)
      case .specificity: share(spared, negative)
      case .auroc: ranked?.area(weights: weights)
      case .calibrationError:
        Calibration.expectedError(confidences: confidences, hits: hits, weights: weights)
      case .brier:
        Calibration.brierScore(probabilities: scores, outcomes: isPositive, weights: weights)
      }
    }
  }
}
