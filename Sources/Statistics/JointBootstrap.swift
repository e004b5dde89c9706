extension ConfidenceInterval {
  /// The percentile bootstrap intervals of several figures from the same resamples, clusters drawn
  /// whole (Efron 1979).
  ///
  /// Figures of one study hang together: taken from the same draws, a difference of two of them is
  /// a figure like any other.
  ///
  /// - Parameters:
  ///   - clusters: What each case belongs to, as a number in `0..<clusterCount`.
  ///   - figures: The figures of a resample in which case *i* occurs `weights[i]` times; always as
  ///     many, `nil` where one is undefined.
  /// - Returns: One for each figure; `nil` for fewer than two clusters and for a figure that is
  ///   undefined in more than one of twenty resamples. Of fewer, those are left out: a resample in
  ///   which a small class is missing says nothing of the figure.
  /// - Complexity: O(`replicates` · cases) plus the figures.
  public static func bootstrap(
    clusters: [Int], clusterCount: Int, confidence: Double = 0.95, replicates: Int = 2000,
    using generator: inout some RandomNumberGenerator, figures: (_ weights: [Double]) -> [Double?]
  ) -> [ConfidenceInterval?] {
    precondition(replicates > 0 && confidence > 0 && confidence < 1)
    var weights = [Double](repeating: 1, count: clusters.count)
    var resampled = figures(weights).map { _ -> [Double] in [] }
    guard clusterCount > 1 else { return resampled.map { _ in nil } }
    for _ in 0..<replicates {
      var drawn = [Double](repeating: 0, count: clusterCount)
      for _ in 0..<clusterCount {
        drawn[Int(generator.next().multipliedFullWidth(by: UInt64(clusterCount)).high)] += 1
      }
      for index in clusters.indices { weights[index] = drawn[clusters[index]] }
      for (place, figure) in figures(weights).enumerated() {
        if let figure, figure.isFinite { resampled[place].append(figure) }
      }
    }
    let tail = (1 - confidence) / 2
    return resampled.map { values in
      guard 20 * (replicates - values.count) <= replicates else { return nil }
      let sorted = values.sorted()
      return ConfidenceInterval(
        lower: sorted.quantileOfSorted(tail), upper: sorted.quantileOfSorted(1 - tail),
        confidence: confidence)
    }
  }
}
