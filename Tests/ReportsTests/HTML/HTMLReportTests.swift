import Foundation
import LungAttention
import Testing

@Suite("The page of a report")
struct HTMLReportTests {
  /// A report of images with these names, of which each has its own class and source.
  private func page(of names: [String]) throws -> String {
    let rows = names.map { name in
      ResultsFixture.rows(1, mass: 0.5, source: name, label: name)[0]
        .merging([
          "image": name, "view": name,
          "radiograph": "report/pictures/a.jpg", "map": "report/pictures/a.m.gradcam.png",
        ]) { $1 }
    }
    return try HTMLReport(ResultsFixture(rows).report()).text()
  }

  /// What stands in the page's data, read as a browser reads it.
  private func data(in page: String) throws -> [String: Any] {
    let start = try #require(page.range(of: "<script type=\"application/json\" id=\"data\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    let json = Data(page[start.upperBound..<end.lowerBound].utf8)
    return try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  private func words(_ column: String, in page: String) throws -> [String] {
    let words = try #require(try data(in: page)["words"] as? [String: [String: Any]])
    return try #require(words[column]?["values"] as? [String])
  }

  @Test("the same report gives the same bytes, with a verdict and every row")
  func deterministic() throws {
    let fixture = try ResultsFixture(ResultsFixture.rows(30, mass: 0.5))
    let page = try HTMLReport(fixture.report()).text()
    #expect(page == (try HTMLReport(fixture.report()).text()))
    #expect(page.contains("class=\"verdict grade-"))
    #expect(try words("image", in: page).count == 30)
  }

  @Test("nothing is loaded from outside, and only the page's own script runs")
  func selfContained() throws {
    let page = try page(of: ["a.png"])
    #expect(!page.contains("{{"))
    #expect(page.contains("default-src 'none'") && page.contains("script-src 'sha256-"))
    for start in ["src=\"http", "href=\"http", "url(", "@import", "fetch("] {
      #expect(!page.contains(start), "\(start)")
    }
  }

  @Test("hostile names are text", arguments: ReportTextsTests.hostile)
  func hostile(name: String) throws {
    let page = try page(of: [name, "plain.png"])
    #expect(try words("image", in: page).contains(name))
    #expect(try words("label", in: page).contains(name))
    let scripts = page.components(separatedBy: "<script").count - 1
    #expect(scripts == 2)
    #expect(!page.contains("<img src=x"))
  }

  @Test("pictures are beside the page; what an image's have in common is written once")
  func pictures() throws {
    let page = try page(of: ["a.png"])
    #expect(try words("stem", in: page) == ["a"])
    #expect(try words("radiograph", in: page) == ["pictures/*.jpg"])
    #expect(try words("map", in: page) == ["pictures/*.m.gradcam.png"])
    #expect(try words("outline", in: page) == ["pictures/*.svg"])
  }

  @Test("a report without a single row is a page that says so")
  func noRows() throws {
    let page = try HTMLReport(ResultsFixture([]).report()).text()
    #expect(page.contains("0 images"))
  }
}
