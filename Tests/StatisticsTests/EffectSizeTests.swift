import Statistics
import Testing

@Suite("Effect sizes")
struct EffectSizeTests {
  @Test("Cliff's delta is the mean sign of all differences")
  func cliff() throws {
    for reference in try RankTestsFixture.load().mannWhitneys {
      let delta = EffectSize.cliffsDelta(reference.first, try #require(reference.second))
      #expect(isClose(delta.value, try #require(reference.effect)))
    }
  }

  @Test("its interval holds it and turns round with it")
  func cliffInterval() throws {
    let first = (0..<25).map { Double($0 * $0 % 19) }
    let second = (0..<15).map { Double($0 * 5 % 17) - 3 }
    let delta = try EffectSize.cliffsDelta(first, second).get()
    let forward = try ConfidenceInterval.cliffsDelta(first, second, confidence: 0.9).get()
    let backward = try ConfidenceInterval.cliffsDelta(second, first, confidence: 0.9).get()
    #expect(forward.lower < delta && delta < forward.upper)
    #expect(isClose(forward.lower, -backward.upper) && isClose(forward.upper, -backward.lower))
    #expect(forward.confidence == 0.9)
  }

  @Test("complete separation has δ = ±1 and Feng and Cliff's interval")
  func cliffSeparate() throws {
    let (low, high) = ([1.0, 2, 3, 4], [5.0, 6, 7, 8, 9, 10])
    #expect(try EffectSize.cliffsDelta(high, low).get() == 1)
    #expect(try EffectSize.cliffsDelta(low, high).get() == -1)
    let squared = 1.959963984540054 * 1.959963984540054
    let interval = try ConfidenceInterval.cliffsDelta(high, low).get()
    #expect(isClose(interval.lower, (4 - squared) / (4 + squared)))
    #expect(interval.upper == 1)
  }

  @Test("the rank-biserial correlation agrees with its definition over SciPy's ranks")
  func rankBiserial() throws {
    for reference in try RankTestsFixture.load().wilcoxons {
      let effect = EffectSize.rankBiserial(differences: reference.first)
      #expect(isClose(effect.value, try #require(reference.effect)))
    }
    #expect(try EffectSize.rankBiserial(differences: [1, 2, 0]).get() == 1)
    #expect(try EffectSize.rankBiserial(differences: [-1, -1]).get() == -1)
    #expect(try EffectSize.rankBiserial(differences: [-1, 1]).get() == 0)
  }

  @Test("undefined for nothing to compare, or NaN")
  func undefined() {
    #expect(EffectSize.cliffsDelta([], [1]).failure == .tooFew)
    #expect(EffectSize.cliffsDelta([1], []).failure == .tooFew)
    #expect(EffectSize.cliffsDelta([.nan], [1]).failure == .notFinite)
    #expect(EffectSize.cliffsDelta([2, 2], [2, 2]).value == 0)
    #expect(ConfidenceInterval.cliffsDelta([2, 2], [2, 2]).failure == .constant)
    #expect(ConfidenceInterval.cliffsDelta([], [1]).failure == .tooFew)
    #expect(ConfidenceInterval.cliffsDelta([2], [1, 3]).failure == .tooFew)
    #expect(EffectSize.rankBiserial(differences: []).failure == .tooFew)
    #expect(EffectSize.rankBiserial(differences: [0, 0]).failure == .tooFew)
    #expect(EffectSize.rankBiserial(differences: [.nan]).failure == .notFinite)
  }
}
