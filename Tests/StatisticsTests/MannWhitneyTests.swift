import Statistics
import Testing

@Suite("Mann–Whitney U test")
struct MannWhitneyTests {
  @Test("agrees with SciPy, exact and approximate, with ties")
  func scipy() throws {
    for reference in try RankTestsFixture.load().mannWhitneys {
      let test = try RankTest.mannWhitney(
        reference.first, try #require(reference.second)
      ).get()
      #expect(test.statistic == reference.statistic)
      #expect(agree(test.pValue, reference.pValue))
      #expect(test.count == reference.count)
    }
  }

  @Test(
    "exact without ties if a sample has at most 8 values",
    arguments: [
      (8, 8, false, true), (8, 40, false, true), (40, 8, false, true), (9, 9, false, false),
      (8, 8, true, false), (2, 2, true, false),
    ])
  func switchOver(m: Int, n: Int, tied: Bool, isExact: Bool) throws {
    var first = (0..<m).map { Double($0) + 0.25 }
    if tied { first[0] = 0.5 }
    let second = (0..<n).map { Double($0) + 0.5 }
    #expect(try RankTest.mannWhitney(first, second).get().isExact == isExact)
  }

  @Test("the exact p counts the choices of the first sample", arguments: 1...6, 1...6)
  func definition(m: Int, n: Int) throws {
    let values = (0..<(m + n)).map { Double($0 * 5 % 13) }
    let test = try RankTest.mannWhitney(Array(values[..<m]), Array(values[m...])).get()
    let choices = (0..<(1 << (m + n))).filter { $0.nonzeroBitCount == m }
    let smaller = min(test.statistic, Double(m * n) - test.statistic)
    let asExtreme = choices.count { choice in
      var (seen, wins) = (0, 0)
      for place in 0..<(m + n) {
        if (choice >> place) & 1 == 1 { wins += seen } else { seen += 1 }
      }
      return Double(wins) <= smaller
    }
    #expect(isClose(test.pValue, min(1, 2 * Double(asExtreme) / Double(choices.count))))
  }

  @Test("is the area under the ROC curve times the pairs")
  func area() throws {
    let first = (0..<20).map { Double($0 * $0 % 11) }
    let second = (0..<30).map { Double($0 * 3 % 7) }
    let area = ROC.area(
      scores: first + second,
      positives: first.map { _ in true } + second.map { _ in false })
    #expect(try RankTest.mannWhitney(first, second).get().statistic == area.map { $0 * 600 })
  }

  @Test("exchanging the samples turns U round and keeps p")
  func symmetry() throws {
    let first = [3.0, 8, 1, 12, 30]
    let second = [2.0, 9, 11, 4]
    let forward = try RankTest.mannWhitney(first, second).get()
    let backward = try RankTest.mannWhitney(second, first).get()
    #expect(forward.statistic + backward.statistic == 20)
    #expect(forward.pValue == backward.pValue)
  }

  @Test("all equal, or one against one: nothing speaks for a difference", arguments: [1, 5, 50])
  func noInformation(count: Int) throws {
    let equal = [Double](repeating: 0.4, count: count)
    #expect(try RankTest.mannWhitney(equal, equal).get().pValue == 1)
    #expect(try RankTest.mannWhitney([1], [2]).get().pValue == 1)
  }

  @Test("infinities rank first and last")
  func infinities() throws {
    #expect(
      try RankTest.mannWhitney([.infinity, 3], [-.infinity, 1]).get()
        == (try RankTest.mannWhitney([9, 3], [-9, 1]).get()))
  }

  @Test("a few against very many stay exact and fast")
  func lopsided() throws {
    let many = (0..<20_000).map { Double($0) }
    let test = try RankTest.mannWhitney((1...8).map { Double(-$0) }, many).get()
    // One order of C(20008, 8).
    let orders = (1...8).reduce(1.0) { $0 * Double(20_000 + $1) / Double($1) }
    #expect(test.isExact)
    #expect(agree(test.pValue, 2 / orders))
  }

  @Test("undefined for an empty sample, or with NaN")
  func undefined() {
    #expect(RankTest.mannWhitney([], []).failure == .tooFew)
    #expect(RankTest.mannWhitney([1], []).failure == .tooFew)
    #expect(RankTest.mannWhitney([], [1]).failure == .tooFew)
    #expect(RankTest.mannWhitney([1, .nan], [2]).failure == .notFinite)
  }
}
