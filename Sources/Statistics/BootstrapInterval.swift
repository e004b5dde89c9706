extension ConfidenceInterval {
  /// The percentile bootstrap interval of a statistic (Efron 1979).
  ///
  /// Whole clusters are drawn with replacement, as many as there are, and the statistic is taken
  /// over all members of the drawn clusters. Several images of one patient are not independent:
  /// give the patients as clusters, or the interval comes out too narrow.
  ///
  /// Each draw takes one `next()` of the generator: the high word of `next() × clusters`
  /// (Lemire 2019). The same generator and the same order of the sample give the same interval.
  ///
  /// - Parameters:
  ///   - sample: The observations.
  ///   - clusters: What each observation belongs to; `nil` for one that stands alone.
  ///   - confidence: The nominal coverage, between 0 and 1.
  ///   - replicates: How many resamples, at least 1.
  ///   - generator: The source of randomness; seed it to reproduce the interval.
  ///   - statistic: The figure of interest; it sees resamples of at least one observation.
  /// - Returns: `nil` with fewer than two clusters, since one cluster always resamples to itself
  ///   and its zero-width interval would claim certainty; and `nil` if the statistic is NaN for
  ///   any resample.
  /// - Complexity: O(`replicates` · `sample.count`) plus the statistics.
  public static func bootstrap<Element, Cluster: Hashable>(
    of sample: [Element],
    clusters: [Cluster?],
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator,
    statistic: ([Element]) -> Double
  ) -> ConfidenceInterval? {
    precondition(clusters.count == sample.count)
    precondition(replicates > 0 && confidence > 0 && confidence < 1)
    let members = positions(ofEach: clusters)
    guard members.count > 1 else { return nil }

    var figures: [Double] = []
    figures.reserveCapacity(replicates)
    var resample: [Element] = []
    for _ in 0..<replicates {
      resample.removeAll(keepingCapacity: true)
      for _ in members {
        let draw = generator.next().multipliedFullWidth(by: UInt64(members.count)).high
        for position in members[Int(draw)] { resample.append(sample[position]) }
      }
      figures.append(statistic(resample))
    }
    guard !figures.contains(where: \.isNaN) else { return nil }

    figures.sort()
    let tail = (1 - confidence) / 2
    return ConfidenceInterval(
      lower: figures.quantileOfSorted(tail), upper: figures.quantileOfSorted(1 - tail),
      confidence: confidence)
  }

  /// The percentile bootstrap interval of a statistic over independent observations.
  ///
  /// See ``bootstrap(of:clusters:confidence:replicates:using:statistic:)``; `nil` for fewer than
  /// two observations.
  public static func bootstrap<Element>(
    of sample: [Element],
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator,
    statistic: ([Element]) -> Double
  ) -> ConfidenceInterval? {
    bootstrap(
      of: sample, clusters: [Never?](repeating: nil, count: sample.count),
      confidence: confidence, replicates: replicates, using: &generator, statistic: statistic)
  }

  /// The percentile bootstrap interval of the mean of independent observations.
  ///
  /// See ``bootstrap(of:clusters:confidence:replicates:using:statistic:)``; `nil` for fewer than
  /// two observations.
  public static func bootstrap(
    ofMean sample: [Double],
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator
  ) -> ConfidenceInterval? {
    bootstrap(
      of: sample, confidence: confidence, replicates: replicates, using: &generator,
      statistic: { $0.mean ?? .nan })
  }

  /// The percentile bootstrap interval of the mean of observations in clusters.
  ///
  /// See ``bootstrap(of:clusters:confidence:replicates:using:statistic:)``; `nil` for fewer than
  /// two clusters.
  public static func bootstrap<Cluster: Hashable>(
    ofMean sample: [Double],
    clusters: [Cluster?],
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator
  ) -> ConfidenceInterval? {
    bootstrap(
      of: sample, clusters: clusters, confidence: confidence, replicates: replicates,
      using: &generator, statistic: { $0.mean ?? .nan })
  }
}

/// Where the members of each cluster stand, clusters in order of first appearance: a dictionary's
/// own order changes from run to run and would change the draws.
private func positions<Cluster: Hashable>(ofEach clusters: [Cluster?]) -> [[Int]] {
  var members: [[Int]] = []
  var place: [Cluster: Int] = [:]
  for (position, cluster) in clusters.enumerated() {
    if let cluster, let known = place[cluster] {
      members[known].append(position)
    } else {
      if let cluster { place[cluster] = members.count }
      members.append([position])
    }
  }
  return members
}
