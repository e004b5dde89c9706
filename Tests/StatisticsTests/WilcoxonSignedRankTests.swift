import Statistics
import Testing

@Suite("Wilcoxon signed-rank test")
struct WilcoxonSignedRankTests {
  @Test("agrees with SciPy, exact and approximate, with ties and zeros")
  func scipy() throws {
    for reference in try RankTestsFixture.load().wilcoxons {
      let test = try RankTest.wilcoxon(differences: reference.first).get()
      #expect(test.statistic == reference.statistic)
      #expect(agree(test.pValue, reference.pValue))
      #expect(test.count == reference.count)
    }
  }

  @Test(
    "exact up to 50 differences without ties, up to 13 with ties or zeros",
    arguments: [
      (50, Kind.untied, true), (51, .untied, false), (13, .tied, true), (14, .tied, false),
      (13, .zero, true), (14, .zero, false),
    ])
  func switchOver(count: Int, kind: Kind, isExact: Bool) throws {
    var differences = (1...count).map { Double($0.isMultiple(of: 3) ? -$0 : $0) }
    if kind == .tied { differences[1] = 1 }
    if kind == .zero { differences[1] = 0 }
    #expect(try RankTest.wilcoxon(differences: differences).get().isExact == isExact)
  }

  enum Kind { case untied, tied, zero }

  @Test("n differences of one sign have p = 2 / 2ⁿ", arguments: 1...20)
  func oneSign(count: Int) throws {
    let differences = (1...count).map(Double.init)
    let test = try RankTest.wilcoxon(differences: differences).get()
    #expect(test.statistic == 0)
    #expect(test.pValue == (0..<count).reduce(2.0) { p, _ in p / 2 })
  }

  @Test("the exact p counts the signs, ties included", arguments: 1...10)
  func definition(count: Int) throws {
    let differences = (0..<count).map { Double([3, -1, 2, 2, -5][$0 % 5]) }
    let test = try RankTest.wilcoxon(differences: differences).get()
    let sizes = differences.map(abs)
    let ranks = sizes.map { size in
      Double(sizes.count { $0 < size }) + Double(sizes.count { $0 == size } + 1) / 2
    }
    let asExtreme = (0..<(1 << count)).count { signs in
      let sum = ranks.indices.reduce(0) { (signs >> $1) & 1 == 1 ? $0 + ranks[$1] : $0 }
      return sum <= test.statistic
    }
    #expect(isClose(test.pValue, min(1, 2 * Double(asExtreme) / Double(1 << count))))
  }

  @Test("does not care which sample is first")
  func symmetry() throws {
    let first = (0..<30).map { Double($0 * $0 % 19) }
    let second = (0..<30).map { Double($0 * 7 % 17) }
    let forward = try RankTest.wilcoxon(first, second).get()
    #expect(forward == (try RankTest.wilcoxon(second, first).get()))
    #expect(
      forward == (try RankTest.wilcoxon(differences: zip(first, second).map { $0 - $1 }).get()))
  }

  @Test("one difference says nothing; infinite ones rank last")
  func few() throws {
    #expect(try RankTest.wilcoxon(differences: [-3]).get().pValue == 1)
    let infinite = try RankTest.wilcoxon(differences: [1, 2, -.infinity, 4]).get()
    #expect(infinite == (try RankTest.wilcoxon(differences: [1, 2, -9, 4]).get()))
  }

  @Test("undefined without a difference, or with NaN")
  func undefined() {
    #expect(RankTest.wilcoxon(differences: []).failure == .tooFew)
    #expect(RankTest.wilcoxon(differences: [0, 0, -0.0]).failure == .tooFew)
    #expect(
      RankTest.wilcoxon([Double](repeating: 0.3, count: 99), [Double](repeating: 0.3, count: 99))
        .failure == .tooFew)
    #expect(RankTest.wilcoxon(differences: [1, .nan]).failure == .notFinite)
    #expect(RankTest.wilcoxon([.infinity, 1], [.infinity, 2]).failure == .notFinite)
  }
}
