import Statistics
import Testing

@Suite("Interval of a mean of proportions")
struct ShareMeanIntervalTests {
  private struct Reference: Decodable {
    let shares: [Double]
    let trials: [Int]
    let confidence: Double
    let lower: Double
    let upper: Double
  }

  @Test("agrees with Newcombe's interval of a difference in statsmodels")
  func newcombe() throws {
    let references: [Reference] = try readFixture("share_means.json")
    for reference in references {
      let interval = ConfidenceInterval.wilson(
        ofMean: zip(reference.shares, reference.trials).map { ($0, $1) },
        confidence: reference.confidence)
      #expect(isClose(interval?.lower, reference.lower))
      #expect(isClose(interval?.upper, reference.upper))
    }
  }

  @Test("of one proportion it is Wilson's")
  func single() {
    #expect(
      ConfidenceInterval.wilson(ofMean: [(0.25, 8)])
        == ConfidenceInterval.wilson(successes: 2, of: 8))
  }

  @Test("nothing says nothing")
  func nothing() {
    #expect(ConfidenceInterval.wilson(ofMean: []) == nil)
    #expect(ConfidenceInterval.wilson(ofMean: [(1, 3), (0, 0)]) == nil)
  }
}
