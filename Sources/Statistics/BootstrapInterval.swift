// Inlinable, so that the caller's compiler knows `Element`: copying an unknown type costs ten times
// as much.
extension ConfidenceInterval {
  /// The bootstrap interval of a statistic (Efron 1979).
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
  ///   - method: How the ends are read off the resampled figures.
  ///   - confidence: The nominal coverage, between 0 and 1.
  ///   - replicates: How many resamples, at least 1.
  ///   - generator: The source of randomness; seed it to reproduce the interval.
  ///   - statistic: The figure of interest; it sees resamples of at least one observation.
  /// - Returns: `nil` with fewer than two clusters, since one cluster always resamples to itself
  ///   and its zero-width interval would claim certainty; `nil` if the statistic is NaN or
  ///   infinite for any resample; and for BCa also if it is so without a cluster, or if
  ///   the observed figure lies beyond all resampled. Equal observations give a point.
  /// - Complexity: O(`replicates` · `sample.count`) plus the statistics; for BCa `replicates` plus
  ///   the number of clusters.
  @inlinable
  public static func bootstrap<Element, Cluster: Hashable>(
    of sample: [Element],
    clusters: [Cluster?],
    method: BootstrapMethod = .percentile,
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator,
    statistic: ([Element]) -> Double
  ) -> ConfidenceInterval? {
    precondition(clusters.count == sample.count)
    let members = positions(ofEach: clusters)
    // Each cluster in one piece.
    let ordered = members.flatMap { positions in positions.map { sample[$0] } }
    var end = 0
    let ranges = members.map { positions in
      end += positions.count
      return end - positions.count..<end
    }
    var resample: [Element] = []
    return bootstrap(
      clusterCount: members.count, method: method, confidence: confidence,
      replicates: replicates, using: &generator,
      figure: { drawn in
        resample.removeAll(keepingCapacity: true)
        for cluster in drawn {
          for position in ranges[cluster] { resample.append(ordered[position]) }
        }
        return statistic(resample)
      },
      figureWithout: { left in
        statistic(Array(ordered[..<ranges[left].lowerBound] + ordered[ranges[left].upperBound...]))
      })
  }

  /// The bootstrap interval of a statistic over independent observations.
  ///
  /// See ``bootstrap(of:clusters:method:confidence:replicates:using:statistic:)``; `nil` for fewer
  /// than two observations.
  @inlinable
  public static func bootstrap<Element>(
    of sample: [Element],
    method: BootstrapMethod = .percentile,
    confidence: Double = 0.95,
    replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator,
    statistic: ([Element]) -> Double
  ) -> ConfidenceInterval? {
    bootstrap(
      of: sample, clusters: [Never?](repeating: nil, count: sample.count), method: method,
      confidence: confidence, replicates: replicates, using: &generator, statistic: statistic)
  }
}
