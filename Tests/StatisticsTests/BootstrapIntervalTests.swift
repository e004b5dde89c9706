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

  @Test("equal observations give a point")
  func constant() {
    var generator = SplitMix(state: 1)
    let interval = ConfidenceInterval.bootstrap(ofMean: [0.5, 0.5, 0.5], using: &generator)
    #expect(interval == ConfidenceInterval(lower: 0.5, upper: 0.5))
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
