import Foundation
import Statistics
import Testing

@Suite("Bootstrap interval")
struct BootstrapIntervalTests {
  @Test("is NumPy's percentile interval over the documented draws, clusters included")
  func numpy() throws {
    for reference in try StatisticsFixture.load().bootstraps {
      var generator = SplitMix(state: reference.seed)
      let interval = ConfidenceInterval.bootstrap(
        ofMean: reference.values, clusters: reference.clusters,
        confidence: reference.confidence, replicates: reference.replicates, using: &generator)
      #expect(isClose(interval?.lower, reference.lower))
      #expect(isClose(interval?.upper, reference.upper))
    }
  }

  @Test("agrees with SciPy's within a tenth of the width")
  func scipy() throws {
    for reference in try StatisticsFixture.load().bootstraps {
      guard let scipy = reference.scipy else { continue }
      var generator = SplitMix(state: 1)
      let interval = ConfidenceInterval.bootstrap(
        ofMean: reference.values, confidence: reference.confidence, using: &generator)
      let tolerance = (scipy[1] - scipy[0]) / 10
      #expect(isClose(interval?.lower, scipy[0], within: tolerance))
      #expect(isClose(interval?.upper, scipy[1], within: tolerance))
    }
  }

  @Test("BCa is SciPy's of the same resamples, clusters left out whole")
  func bca() throws {
    func deviation(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(values.count)).squareRoot()
    }
    for reference in try StatisticsFixture.load().bootstraps {
      var (first, second) = (SplitMix(state: reference.seed), SplitMix(state: reference.seed))
      let mean = ConfidenceInterval.bootstrap(
        ofMean: reference.values, clusters: reference.clusters, method: .bca,
        confidence: reference.confidence, replicates: reference.replicates, using: &first)
      let spread = ConfidenceInterval.bootstrap(
        of: reference.values, clusters: reference.clusters, method: .bca,
        confidence: reference.confidence, replicates: reference.replicates, using: &second,
        statistic: deviation)
      for (interval, scipy) in [(mean, reference.bcaMean), (spread, reference.bcaDeviation)] {
        guard let scipy else { continue }
        #expect(isClose(interval?.lower, scipy[0]))
        #expect(isClose(interval?.upper, scipy[1]))
      }
    }
  }

  @Test("the mean's short way is the general one", arguments: BootstrapMethod.allCases)
  func shortWay(method: BootstrapMethod) {
    let values = (0..<50).map { Double($0 * $0 % 23) }
    let clusters = (0..<50).map { $0 % 4 == 0 ? nil : $0 % 11 }
    var (first, second) = (SplitMix(state: 2), SplitMix(state: 2))
    let short = ConfidenceInterval.bootstrap(
      ofMean: values, clusters: clusters, method: method, replicates: 300, using: &first)
    let general = ConfidenceInterval.bootstrap(
      of: values, clusters: clusters, method: method, replicates: 300, using: &second
    ) { $0.reduce(0, +) / Double($0.count) }
    #expect(short != nil)
    #expect(short == general)
  }

  @Test("covers the mean of a skewed population about as often as it says")
  func coverage() {
    // Fixed seeds: 500 studies of 40 exponential values. The standard error of a share is 1 %.
    var covered = [BootstrapMethod: Int]()
    var population = SplitMix(state: 11)
    for study in 0..<500 {
      let values = (0..<40).map { _ in -log(Double(population.next() >> 11 + 1) * 0x1p-53) }
      for method in BootstrapMethod.allCases {
        var generator = SplitMix(state: UInt64(study))
        let interval = ConfidenceInterval.bootstrap(
          ofMean: values, method: method, confidence: 0.9, replicates: 400, using: &generator)
        if let interval, interval.lower <= 1, 1 <= interval.upper {
          covered[method, default: 0] += 1
        }
      }
    }
    for method in BootstrapMethod.allCases {
      #expect((430...470).contains(covered[method, default: 0]), "\(covered) of 500")
    }
  }

  @Test("a paired difference keeps the pairs and the patients together")
  func pairedDifference() throws {
    let second = (0..<40).map { Double($0 * $0 % 31) }
    let first = second.enumerated().map { $1 + 0.5 + Double($0 % 3) / 10 }
    let patients = (0..<40).map { $0 / 2 }
    var (paired, plain, reverse) = (
      SplitMix(state: 5), SplitMix(state: 5), SplitMix(state: 5)
    )
    let interval = try #require(
      ConfidenceInterval.bootstrap(
        ofMeanDifference: first, second, clusters: patients, using: &paired))
    #expect(
      interval
        == .bootstrap(
          ofMean: zip(first, second).map { $0 - $1 }, clusters: patients, using: &plain))
    // The values vary by tens, their differences by tenths.
    #expect(interval.lower > 0.5 && interval.upper < 0.7)
    let reversed = ConfidenceInterval.bootstrap(
      ofMeanDifference: second, first, clusters: patients, using: &reverse)
    #expect(isClose(reversed?.lower, -interval.upper))
    #expect(isClose(reversed?.upper, -interval.lower))
  }

  @Test("the same seed gives the same interval, another seed another")
  func seeds() {
    func interval(seed: UInt64) -> ConfidenceInterval? {
      var generator = SplitMix(state: seed)
      let values = (0..<30).map { Double($0 * $0 % 17) }
      return .bootstrap(ofMean: values, replicates: 100, using: &generator)
    }
    #expect(interval(seed: 3) == interval(seed: 3))
    #expect(interval(seed: 3) != interval(seed: 4))
  }

  @Test("observations without a cluster stand alone")
  func noCluster() {
    let values = (0..<12).map { Double($0 % 5) }
    var (first, second) = (SplitMix(state: 5), SplitMix(state: 5))
    let alone = ConfidenceInterval.bootstrap(ofMean: values, using: &first)
    let unclustered = ConfidenceInterval.bootstrap(
      ofMean: values, clusters: [String?](repeating: nil, count: 12), using: &second)
    #expect(alone != nil)
    #expect(alone == unclustered)
  }

  @Test("images of one patient count once: twice the images, the same interval")
  func clusters() throws {
    let patients = (0..<20).map { Double($0 * 7 % 13) }
    var (first, second, third) = (
      SplitMix(state: 5), SplitMix(state: 5), SplitMix(state: 5)
    )
    let once = try #require(ConfidenceInterval.bootstrap(ofMean: patients, using: &first))
    let twice = try #require(
      ConfidenceInterval.bootstrap(
        ofMean: patients + patients, clusters: Array(0..<20) + Array(0..<20), using: &second))
    let naive = try #require(
      ConfidenceInterval.bootstrap(ofMean: patients + patients, using: &third))
    #expect(isClose(once.lower, twice.lower) && isClose(once.upper, twice.upper))
    #expect(naive.upper - naive.lower < 0.85 * (twice.upper - twice.lower))
  }

  @Test("fewer than two observations or clusters have no interval")
  func tooFew() {
    var generator = SplitMix(state: 1)
    #expect(ConfidenceInterval.bootstrap(ofMean: [], using: &generator) == nil)
    #expect(ConfidenceInterval.bootstrap(ofMean: [0.4], using: &generator) == nil)
    #expect(
      ConfidenceInterval.bootstrap(
        ofMean: [0.4, 0.6], clusters: ["P1", "P1"], using: &generator) == nil)
  }

  @Test("equal observations give a point", arguments: BootstrapMethod.allCases)
  func constant(method: BootstrapMethod) {
    var generator = SplitMix(state: 1)
    let interval = ConfidenceInterval.bootstrap(
      ofMean: [0.1, 0.1, 0.1], method: method, using: &generator)
    let sum = 0.1 + 0.1 + 0.1
    #expect(interval == ConfidenceInterval(lower: sum / 3, upper: sum / 3))
  }

  @Test(
    "NaN and infinity have no interval", arguments: BootstrapMethod.allCases,
    [Double.nan, .infinity, -.infinity])
  func notFinite(method: BootstrapMethod, value: Double) {
    var generator = SplitMix(state: 1)
    let values = [1, 2, value, 4]
    #expect(ConfidenceInterval.bootstrap(ofMean: values, method: method, using: &generator) == nil)
    #expect(
      ConfidenceInterval.bootstrap(of: values, method: method, using: &generator) { $0[0] } == nil)
  }

  @Test("BCa has no interval where the jackknife or the bias has no value")
  func bcaUndefined() {
    var generator = SplitMix(state: 1)
    let values = (0..<20).map(Double.init)
    func interval(_ statistic: ([Double]) -> Double) -> ConfidenceInterval? {
      .bootstrap(of: values, method: .bca, replicates: 50, using: &generator, statistic: statistic)
    }
    #expect(interval { $0.count == 19 ? .nan : $0[0] } == nil)
    // Of 20 values some are drawn twice: none of the resamples has as many different ones.
    #expect(interval { Double(Set($0).count) } == nil)
  }

  @Test("BCa does not depend on the scale, however small", arguments: [1e-120, 1e120])
  func scale(factor: Double) throws {
    let values = (1...20).map { Double($0 * $0) }
    var (first, second) = (SplitMix(state: 5), SplitMix(state: 5))
    let plain = try #require(
      ConfidenceInterval.bootstrap(ofMean: values, method: .bca, using: &first))
    let scaled = try #require(
      ConfidenceInterval.bootstrap(
        ofMean: values.map { $0 * factor }, method: .bca, using: &second))
    #expect(agree(scaled.lower / factor, plain.lower))
    #expect(agree(scaled.upper / factor, plain.upper))
  }

  @Test(
    "of several figures one that few resamples leave undefined has an interval, of many none",
    arguments: [(0.01, true), (0.5, false)])
  func rarelyUndefined(share: Double, isThere: Bool) {
    var generator = SplitMix(state: 3)
    var draw = 0
    let intervals = ConfidenceInterval.bootstrap(
      clusters: Array(0..<10), clusterCount: 10, using: &generator
    ) { weights in
      draw += 1
      let figure = zip(weights, 0..<10).reduce(0) { $0 + $1.0 * Double($1.1) } / 10
      return [figure, Double(draw % 100) < 100 * share ? nil : figure]
    }
    #expect(intervals[0] != nil && (intervals[1] != nil) == isThere)
  }

  @Test("any statistic of any observations; none where it is undefined for a resample")
  func otherStatistics() {
    var generator = SplitMix(state: 1)
    let cases = (0..<40).map { (score: Double($0), positive: $0 % 3 != 0) }
    func area(_ cases: [(score: Double, positive: Bool)]) -> Double {
      ROC.area(scores: cases.map(\.score), positives: cases.map(\.positive)) ?? .nan
    }
    let interval = ConfidenceInterval.bootstrap(
      of: cases, replicates: 200, using: &generator, statistic: area)
    #expect(interval.map { $0.lower < area(cases) && area(cases) < $0.upper } == true)
    #expect(
      ConfidenceInterval.bootstrap(
        of: Array(cases.prefix(2)), replicates: 200, using: &generator, statistic: area) == nil)
  }

  @Test("intervals overlap if they share a value")
  func overlap() {
    let low = ConfidenceInterval(lower: 0.1, upper: 0.3)
    #expect(low.overlaps(ConfidenceInterval(lower: 0.3, upper: 0.4)))
    #expect(low.overlaps(ConfidenceInterval(lower: 0.15, upper: 0.2)))
    #expect(!low.overlaps(ConfidenceInterval(lower: 0.31, upper: 0.4)))
    #expect(!ConfidenceInterval(lower: 0.31, upper: 0.4).overlaps(low))
  }
}
