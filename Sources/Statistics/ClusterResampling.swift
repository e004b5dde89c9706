/// Where the members of each cluster stand, clusters in order of first appearance: a dictionary's
/// own order changes from run to run and would change the draws.
@usableFromInline
func positions<Cluster: Hashable>(ofEach clusters: [Cluster?]) -> [[Int]] {
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

extension ConfidenceInterval {
  /// The bootstrap interval of a figure of clusters, which are known by number only.
  ///
  /// - Parameters:
  ///   - clusterCount: How many clusters there are, and are drawn for a resample.
  ///   - figure: The figure of some of the clusters, each as often as it is drawn.
  ///   - figureWithout: The figure of all clusters but one, each once; BCa's jackknife.
  /// - Returns: `nil` with fewer than two clusters and where the interval is undefined.
  @usableFromInline
  static func bootstrap(
    clusterCount: Int,
    method: BootstrapMethod,
    confidence: Double,
    replicates: Int,
    using generator: inout some RandomNumberGenerator,
    figure: ([Int]) -> Double,
    figureWithout: (Int) -> Double
  ) -> ConfidenceInterval? {
    precondition(replicates > 0 && confidence > 0 && confidence < 1)
    guard clusterCount > 1 else { return nil }
    var drawn = Array(0..<clusterCount)
    let observed = figure(drawn)

    var figures: [Double] = []
    figures.reserveCapacity(replicates)
    for _ in 0..<replicates {
      for place in 0..<clusterCount {
        drawn[place] = Int(generator.next().multipliedFullWidth(by: UInt64(clusterCount)).high)
      }
      let resampled = figure(drawn)
      // Between infinities no quantile could be interpolated.
      guard resampled.isFinite else { return nil }
      figures.append(resampled)
    }
    figures.sort()

    let tail = (1 - confidence) / 2
    let ends =
      switch method {
      case .percentile: (lower: tail, upper: 1 - tail)
      case .bca:
        BCaCorrection(
          figures: figures, observed: observed,
          jackknife: (0..<clusterCount).map(figureWithout)
        )?.ends(tail: tail)
      }
    return ends.map {
      ConfidenceInterval(
        lower: figures.quantileOfSorted($0.lower), upper: figures.quantileOfSorted($0.upper),
        confidence: confidence)
    }
  }
}
