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
  package init(
    _ seeds: [[TestPrediction]], positive: Int, withIntervals: Bool = true, seed: UInt64 = 0
  ) {
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
      guard let interval = intervals[place] else { continue }
      let unanimous = measure.unanimousInterval(answers, positive: positive)
      if unanimous != nil || interval.lower == interval.upper { intervals[place] = unanimous }
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
  /// The interval of a share of which all resamples are alike, because all answers to its question
  /// are right or all are wrong; `nil` where they are not. A bootstrap would claim certainty there;
  /// this is Wilson's, of as many trials as there are patients.
  ///
  /// Of the balanced accuracy it is that of the mean of the classes' shares, from the first class on
  /// whose answers are unanimous; of AUROC, that of as many trials as the rarer class has patients.
  fileprivate func unanimousInterval(
    _ answers: [TestPrediction], positive: Int
  ) -> ConfidenceInterval? {
    func wilson(of answers: [TestPrediction]) -> ConfidenceInterval? {
      let hits = answers.count { $0.predicted == $0.label }
      guard hits == 0 || hits == answers.count else { return nil }
      let patients = Set(answers.map(\.cluster)).count
      return .wilson(successes: hits == 0 ? 0 : patients, of: patients)
    }
    let (ill, other) = (
      answers.filter { $0.label == positive }, answers.filter { $0.label != positive }
    )
    switch self {
    case .accuracy: return wilson(of: answers)
    case .sensitivity: return wilson(of: ill)
    case .balancedAccuracy:
      let shares = Set(answers.map(\.label)).sorted().map { label in
        let members = answers.filter { $0.label == label }
        let hits = members.count { $0.predicted == label }
        return (
          share: Double(hits) / Double(members.count), trials: Set(members.map(\.cluster)).count
        )
      }
      guard shares.contains(where: { $0.share == 0 || $0.share == 1 }) else { return nil }
      return .wilson(ofMean: shares)
    case .specificity:
      let patients = Set(other.map(\.cluster)).count
      let spared = other.count { $0.predicted != positive }
      return spared == 0 || spared == other.count
        ? .wilson(successes: spared == 0 ? 0 : patients, of: patients) : nil
    case .auroc:
      let trials = [ill, other].map { Set($0.map(\.cluster)).count }.min() ?? 0
      let scores = [ill, other].map { $0.map { $0.probabilities[positive] } }
      if let least = scores[0].min(), let most = scores[1].max(), least > most {
        return .wilson(successes: trials, of: trials)
      }
      if let most = scores[0].max(), let least = scores[1].min(), most < least {
        return .wilson(successes: 0, of: trials)
      }
      return nil
    case .calibrationError, .brier: return nil
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
