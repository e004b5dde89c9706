import Statistics
import Testing

@Suite("Holm's correction")
struct HolmCorrectionTests {
  @Test("agrees with statsmodels")
  func statsmodels() throws {
    for reference in try RankTestsFixture.load().holms {
      let adjusted = HolmCorrection.adjusted(reference.pValues)
      #expect(adjusted.count == reference.adjusted.count)
      for (ours, theirs) in zip(adjusted, reference.adjusted) { #expect(isClose(ours, theirs)) }
    }
  }

  @Test("a test without p does not count in the family and stays without")
  func undefined() {
    #expect(HolmCorrection.adjusted([0.25, nil, 0.125, nil]) == [0.25, nil, 0.25, nil])
    #expect(HolmCorrection.adjusted([.nan, 0.25, -1, 2, .infinity]) == [nil, 0.25, nil, nil, nil])
  }

  @Test("no tests, and one")
  func few() {
    #expect(HolmCorrection.adjusted([]) == [])
    #expect(HolmCorrection.adjusted([nil]) == [nil])
    #expect(HolmCorrection.adjusted([0.03]) == [0.03])
  }
}
