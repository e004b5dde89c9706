extension ConfidenceInterval {
  /// The bootstrap interval of the mean of observations in clusters.
  ///
  /// See ``bootstrap(of:clusters:method:confidence:replicates:using:statistic:)``; `nil` for fewer
  /// than two clusters, and for values that are NaN or infinite.
  ///
  /// - Complexity: O(`sample.count` + `replicates` · clusters).
  public static func bootstrap<Cluster: Hashable>(
    ofMean sample: [Double],
    clusters: [Cluster?],
    method: BootstrapMethod = .percentile,
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator
  ) -> ConfidenceInterval? {
    precondition(clusters.count == sample.count)
    // The sum and count of each cluster say all about its part in a mean.
    let parts = positions(ofEach: clusters).map { members in
      (sum: members.reduce(0) { $0 + sample[$1] }, count: Double(members.count))
    }
    let total = parts.reduce(0) { $0 + $1.sum }
    return bootstrap(
      clusterCount: parts.count, method: method, confidence: confidence,
      replicates: replicates, using: &generator,
      figure: { drawn in
        var (sum, count) = (0.0, 0.0)
        for cluster in drawn {
          sum += parts[cluster].sum
          count += parts[cluster].count
        }
        return sum / count
      },
      figureWithout: { left in
        (total - parts[left].sum) / (Double(sample.count) - parts[left].count)
      })
  }

  /// The bootstrap interval of the mean of independent observations.
  ///
  /// See ``bootstrap(of:clusters:method:confidence:replicates:using:statistic:)``; `nil` for fewer
  /// than two observations, and for values that are NaN or infinite.
  public static func bootstrap(
    ofMean sample: [Double],
    method: BootstrapMethod = .percentile,
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator
  ) -> ConfidenceInterval? {
    bootstrap(
      ofMean: sample, clusters: [Never?](repeating: nil, count: sample.count), method: method,
      confidence: confidence, replicates: replicates, using: &generator)
  }

  /// The bootstrap interval of the mean difference `first − second` of pairs in clusters, such as
  /// two models' figures of the same images, resampled by patient.
  ///
  /// Pairs are resampled whole: what both figures of an image share cancels out.
  /// See ``bootstrap(of:clusters:method:confidence:replicates:using:statistic:)``; `nil` for fewer
  /// than two clusters, and for values that are NaN or infinite.
  ///
  /// - Parameters:
  ///   - first: One value per pair.
  ///   - second: The partner of each, in the same order.
  ///   - clusters: What each pair belongs to; `nil` for one that stands alone.
  public static func bootstrap<Cluster: Hashable>(
    ofMeanDifference first: [Double],
    _ second: [Double],
    clusters: [Cluster?],
    method: BootstrapMethod = .percentile,
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator
  ) -> ConfidenceInterval? {
    precondition(first.count == second.count)
    return bootstrap(
      ofMean: zip(first, second).map { $0 - $1 }, clusters: clusters, method: method,
      confidence: confidence, replicates: replicates, using: &generator)
  }
}
