import LungAttention
import Testing

@Suite("Verdicts")
struct VerdictTests {
  private func verdict(_ rows: [ResultsFixture.Row]) throws -> Verdict {
    try #require(try ResultsFixture(rows).report().verdicts.first)
  }

  private func applying(_ verdict: Verdict) -> [String] {
    verdict.findings.filter { $0.applies == true }.map(\.rule)
  }

  @Test(
    "more in the lungs than every null model, peaks inside: nothing found, and no proof claimed")
  func consistent() throws {
    let verdict = try verdict(ResultsFixture.rows(25, mass: 0.6))
    #expect(verdict.grade == .consistent && applying(verdict).isEmpty)
    #expect(verdict.sentences.last?.contains("does not prove its absence") == true)
    let text = verdict.sentences.joined(separator: " ")
    #expect(text.contains("On 25 images, 60 % [60, 60] of saliency falls inside the lungs"))
    #expect(text.contains("which fill 25 % of the image (enrichment 2.4)"))
    #expect(text.contains("centred Gaussian 40 %, random weights 30 %"))
  }

  @Test("less in the lungs than their area is evidence consistent with shortcut use")
  func belowArea() throws {
    let verdict = try verdict(ResultsFixture.rows(25, mass: 0.2))
    #expect(verdict.grade == .outside && applying(verdict).contains("below-area"))
    #expect(verdict.sentences.last?.contains("consistent with shortcut use") == true)
    #expect(!verdict.sentences.joined().contains("shortcut-free"))
  }

  @Test("one bad group of ten images is enough, of nine it is not")
  func badGroup() throws {
    for (count, grade) in [(10, Verdict.Grade.outside), (9, .consistent)] {
      let bad = ResultsFixture.rows(
        count, mass: 0.2, gaussian: 0.1, random: 0.1, source: "B", label: "covid")
      let verdict = try verdict(ResultsFixture.rows(200, mass: 0.6, source: "A") + bad)
      #expect(verdict.grade == grade)
    }
  }

  @Test("where most peaks lie outside is named with its share, interval and most common place")
  func worstGroup() throws {
    let verdict = try verdict(
      ResultsFixture.rows(60, mass: 0.6, source: "A")
        + ResultsFixture.rows(12, mass: 0.5, hit: false, source: "B", label: "covid"))
    #expect(verdict.grade == .mixed && applying(verdict) == ["group-peaks-outside"])
    #expect(
      verdict.sentences.contains {
        $0.hasPrefix(
          "In source B, class covid, 100 % [76, 100] of the strongest pixels lie outside")
          && $0.contains("most common place: upper-left corner (12 of 12)")
      })
  }

  @Test(
    "no better than a null model is a reason to look closer",
    arguments: [
      ("null_gaussian", "no-better-than-centre"),
      ("null_random_weights", "no-better-than-random-weights"),
      ("lung_area", "no-better-than-area"),
    ])
  func nulls(column: String, rule: String) throws {
    let rows = ResultsFixture.rows(25, mass: 0.6, gaussian: 0.1, random: 0.1).enumerated().map {
      $1.merging([column: $0 % 2 == 0 ? "0.5" : "0.7"]) { $1 }
    }
    let verdict = try verdict(rows)
    #expect(verdict.grade == .mixed && applying(verdict) == [rule])
  }

  @Test("a rule whose figures are missing neither applies nor is passed")
  func missing() throws {
    let verdict = try verdict(ResultsFixture.rows(25, mass: 0.6, gaussian: nil, random: nil))
    let unknown = verdict.findings.filter { $0.applies == nil }.map(\.rule)
    #expect(unknown.contains("no-better-than-random-weights") && verdict.grade == .consistent)
  }

  @Test("too few images, or too many undefined maps, give no verdict")
  func insufficient() throws {
    #expect(try verdict(ResultsFixture.rows(19, mass: 0.2)).grade == .insufficient)
    #expect(try verdict(ResultsFixture.rows(20, mass: 0.2)).grade == .outside)
    let blank = (0..<7).map { ["image": "blank\($0)", "status": "blank-map"] }
    let few = try verdict(ResultsFixture.rows(25, mass: 0.6) + blank)
    #expect(few.grade == .insufficient && applying(few) == ["undefined-maps"])
    #expect(few.sentences[0].contains("Not in these figures: 7 blank-map."))
    let none = try verdict([["image": "a", "status": "no-mask"]])
    #expect(none.grade == .insufficient && none.sentences[0].contains("None of 1 images"))
  }
}
