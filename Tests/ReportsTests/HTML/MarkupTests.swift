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
