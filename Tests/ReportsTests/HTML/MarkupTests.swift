import Foundation
import Reports
import Testing

@Suite("Markup")
struct MarkupTests {
  @Test(
    "every character that a parser of HTML heeds is replaced",
    arguments: [
      ("<b>", "&lt;b&gt;"), ("a & b", "a &amp; b"), ("\"'`", "&quot;&#39;&#96;"),
      ("حالة, 例 😷", "حالة, 例 😷"), ("a\nb", "a\nb"), ("a\u{0}\u{7}b", "a\u{FFFD}\u{FFFD}b"),
    ])
  func escaped(text: String, expected: String) {
    #expect(Markup.escaped(text) == expected)
  }

  @Test(
    "a combining mark does not hide the character before it",
    arguments: ["\"", "'", "<", ">", "&"])
  func combining(mark: String) {
    let scalars = Markup.escaped("\(mark)\u{301} onerror=alert(1)").unicodeScalars
    #expect(scalars.first == "&")
    #expect(!scalars.contains { "\"'<>".unicodeScalars.contains($0) })
  }

  @Test("JSON in a script cannot end it and says the same")
  func inScript() throws {
    let words = ["</script><!--", "a & b", "\u{2028}"]
    let json = try #require(String(data: JSONEncoder().encode(words), encoding: .utf8))
    let safe = Markup.inScript(json)
    #expect(!safe.contains("<") && !safe.contains(">") && !safe.contains("&"))
    #expect(try JSONDecoder().decode([String].self, from: Data(safe.utf8)) == words)
  }
}

@Suite("Numbers on the page")
struct DisplayNumberTests {
  @Test(
    "decimals are fixed and halves go to even",
    arguments: [
      (0.125, "0.12"), (0.375, "0.38"), (-0.5, "−0.50"), (12.0, "12.00"), (0.999, "1.00"),
    ])
  func fixed(value: Double, expected: String) {
    #expect(DisplayNumber.fixed(value) == expected)
  }

  @Test("what is unknown or not finite is a dash, never 0")
  func unknown() {
    #expect([nil, .nan, .infinity].map { DisplayNumber.fixed($0) } == ["–", "–", "–"])
    #expect(DisplayNumber.percent(nil) == "–" && DisplayNumber.pValue(nil) == "–")
  }

  @Test("a p is never 0")
  func pValue() {
    #expect(DisplayNumber.pValue(0) == "< 0.001")
    #expect(DisplayNumber.pValue(0.0124) == "0.012")
  }
}
