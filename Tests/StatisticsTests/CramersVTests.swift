import Statistics
import Testing

@Suite("Cramér's V")
struct CramersVTests {
  @Test("agrees with SciPy, and with Bergsma's formula over SciPy's chi-squared")
  func scipy() throws {
    for reference in try RankTestsFixture.load().cramers {
      let plain = EffectSize.cramersV(reference.first, reference.second, correctsBias: false)
      let corrected = EffectSize.cramersV(reference.first, reference.second)
      #expect(isClose(plain.value, reference.plain))
      #expect(isClose(corrected.value, reference.corrected))
    }
  }

  @Test("1 if one property tells the other, 0 if it tells nothing", arguments: [true, false])
  func extremes(correctsBias: Bool) throws {
    let source = (0..<60).map { "S\($0 % 3)" }
    let same = (0..<60).map { $0 % 3 }
    let independent = (0..<60).map { ($0 / 3).isMultiple(of: 2) }
    #expect(
      isClose(try EffectSize.cramersV(source, same, correctsBias: correctsBias).get(), 1))
    #expect(try EffectSize.cramersV(source, independent, correctsBias: correctsBias).get() == 0)
  }

  @Test("is the same to the last bit every time, with any kind of label")
  func deterministic() throws {
    let first = (0..<500).map { $0 * $0 % 31 }
    let second = (0..<500).map { $0 * 7 % 23 }
    let numbers = try EffectSize.cramersV(first, second).get()
    let names = try EffectSize.cramersV(first.map(String.init), second.map { [$0] }).get()
    #expect(numbers == names)
  }

  @Test("many categories cost no table")
  func manyCategories() throws {
    let own = Array(0..<20_000)
    #expect(
      isClose(try EffectSize.cramersV(own, own.reversed(), correctsBias: false).get(), 1))
  }

  @Test("undefined for no cases, one category, or a category for every case")
  func undefined() {
    #expect(EffectSize.cramersV([Int](), [Int]()).failure == .tooFew)
    #expect(EffectSize.cramersV([1], [1]).failure == .constant)
    #expect(EffectSize.cramersV([1, 2, 3], [1, 1, 1]).failure == .constant)
    #expect(EffectSize.cramersV([1, 1, 1], [1, 2, 3]).failure == .constant)
    #expect(EffectSize.cramersV([1, 2, 3], [1, 2, 3]).failure == .tooFew)
  }
}
