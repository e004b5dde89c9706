import Statistics
import Testing

@Suite("Spearman's rank correlation")
struct SpearmanTests {
  @Test("agrees with SciPy, with ties, few and many pairs, weak and strong")
  func scipy() throws {
    for reference in try RankTestsFixture.load().spearmans {
      let test = try RankTest.spearman(reference.first, try #require(reference.second)).get()
      #expect(isClose(test.statistic, reference.statistic))
      #expect(agree(test.pValue, reference.pValue, within: 1e-10))
      #expect(test.count == reference.count)
      #expect(!test.isExact)
    }
  }

  @Test("±1 for the same and the opposite order, with p = 2/n!", arguments: 2...12)
  func perfect(count: Int) throws {
    let values = (0..<count).map { Double($0 * $0) }
    let same = try RankTest.spearman(values, values.map { $0.squareRoot() }).get()
    let opposite = try RankTest.spearman(values, values.map { -$0 }).get()
    let orders = (1...count).reduce(1.0) { $0 * Double($1) }
    #expect(same.statistic == 1 && opposite.statistic == -1)
    #expect(isClose(same.pValue, 2 / orders) && same.isExact)
    #expect(isClose(opposite.pValue, 2 / orders) && opposite.isExact)
  }

  @Test("ties make a perfect order easier to meet by chance")
  func perfectWithTies() throws {
    // Of the 24 orders, 2! · 2! give ρ = 1 and as many ρ = −1.
    #expect(try RankTest.spearman([1, 1, 2, 2], [5, 5, 6, 6]).get().pValue == 8.0 / 24)
  }

  @Test("a perfect order of many pairs has a tiny p and does not overflow")
  func manyPerfect() throws {
    let values = (0..<1000).map(Double.init)
    #expect(try RankTest.spearman(values, values).get().pValue == 0)
  }

  @Test("no correlation at all has p = 1")
  func none() throws {
    let test = try RankTest.spearman([1, 2, 3, 4, 5], [2, 1, 9, 1, 2]).get()
    #expect(test.statistic == 0)
    #expect(test.pValue == 1)
  }

  @Test("undefined for fewer than two pairs, a constant side, or NaN")
  func undefined() {
    #expect(RankTest.spearman([], []).failure == .tooFew)
    #expect(RankTest.spearman([1], [2]).failure == .tooFew)
    #expect(RankTest.spearman([1, 1, 1], [1, 2, 3]).failure == .constant)
    #expect(RankTest.spearman([1, 2, 3], [1, 1, 1]).failure == .constant)
    #expect(RankTest.spearman([1, 2, .nan], [1, 2, 3]).failure == .notFinite)
    #expect(RankTest.spearman([1, 2, 3], [1, .nan, 3]).failure == .notFinite)
  }
}
