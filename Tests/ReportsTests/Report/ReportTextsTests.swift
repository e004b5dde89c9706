import Foundation
import LungAttention
import Testing

@Suite("Report as JSON and Markdown")
struct ReportTextsTests {
  static let hostile = [
    "<script>alert(1)</script>", "\"quoted\", with, commas", "two\nlines\r\nthree",
    "مستشفى الشمال", "\u{202E}txt.exe", "🫁🏥", "../../etc/passwd", "a|b`c``d*_[x](y)", "&amp; <b>",
    "=cmd()", "null", "",
  ]

  private func report() throws -> (ResultsFixture, AuditReport) {
    let rows = Self.hostile.flatMap { name in
      ResultsFixture.rows(2, mass: 0.5, source: name, label: name).map { row in
        row.merging(["model": "m\(name)", "scanner": name]) { $1 }
      }
    }
    let fixture = try ResultsFixture(rows + ResultsFixture.rows(12, mass: 0.4))
    return (fixture, try fixture.report(groupedBy: ["scanner"]))
  }

  @Test("hostile names come out as the same text in JSON")
  func json() throws {
    let (_, report) = try report()
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(SummaryJSON.text(report).utf8))
        as? [String: Any])
    let groups = try #require(json["groups"] as? [[String: Any]])
    for name in Self.hostile {
      #expect(groups.contains { $0["model"] as? String == "m\(name)" })
    }
    let csv = try CSVReader(SummaryTable.csv(report).utf8).records.map(\.fields)
    #expect(csv.count == groups.count + 1)
    #expect(csv.dropFirst().map { $0[0] } == groups.map { $0["model"] as? String })
  }

  @Test("summary.json is what its schema says")
  func schema() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../../docs/summary.schema.json")
    let schema = try JSONSchema(Data(contentsOf: file.standardizedFileURL))
    for report in [try report().1, try ResultsFixture([]).report()] {
      let json = try JSONSerialization.jsonObject(with: Data(SummaryJSON.text(report).utf8))
      #expect(schema.problems(of: json) == [])
    }
    let (_, report) = try report()
    let spoilt = try SummaryJSON.text(report)
      .replacing("\"n_scored\": 2", with: "\"n_scored\": \"two\"")
    let json = try JSONSerialization.jsonObject(with: Data(spoilt.utf8))
    #expect(!schema.problems(of: json).isEmpty)
  }

  @Test("hostile names cannot break out of Markdown's tables, headings or code")
  func markdown() throws {
    let (_, report) = try report()
    let text = ReportMarkdown.text(report)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let table = lines.drop { !$0.hasPrefix("| model | method | source") }.prefix {
      $0.hasPrefix("|")
    }
    #expect(
      table.count == 2
        + report.groups.count { [.all, .sourceAndLabel].contains($0.group.grouping) })
    for line in table {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(bars == 12, "\(line)")
    }
    #expect(!text.contains("\u{202E}"))
    #expect(lines.filter { $0.hasPrefix("#") }.count == 4 + report.subjects.count - 1)
    // In sentences and code alike, a tag is never bare.
    for line in lines where line.contains("<script>") {
      #expect(line.contains("`<script>") || line.contains("`m<script>"), "\(line)")
    }
  }

  @Test("the same results give the same bytes")
  func deterministic() throws {
    let (fixture, first) = try report()
    let second = try fixture.report(groupedBy: ["scanner"])
    #expect(try SummaryJSON.text(first) == SummaryJSON.text(second))
    #expect(ReportMarkdown.text(first) == ReportMarkdown.text(second))
  }
}

/// Enough of JSON Schema to check our own: `type`, `enum`, `properties`, `required`,
/// `additionalProperties: false`, `items`, `minimum` and `maximum`. Python's jsonschema agrees on
/// real output.
struct JSONSchema {
  private let root: [String: Any]

  init(_ data: Data) throws {
    root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  func problems(of value: Any) -> [String] { Self.problems(of: value, by: root, at: "$") }

  private static func problems(of value: Any, by schema: [String: Any], at path: String)
    -> [String]
  {
    var problems: [String] = []
    if let types = schema["type"] as? [String] ?? (schema["type"] as? String).map({ [$0] }),
      !types.contains(where: { isType(value, $0) })
    {
      problems.append("\(path) is not \(types)")
    }
    if let cases = schema["enum"] as? [Any],
      !cases.contains(where: { "\($0)" == "\(value)" })
    {
      problems.append("\(path) is not one of \(cases)")
    }
    if let number = value as? Double, isType(value, "number") {
      if let least = schema["minimum"] as? Double, number < least { problems.append("\(path) low") }
      if let most = schema["maximum"] as? Double, number > most { problems.append("\(path) high") }
    }
    if let object = value as? [String: Any] {
      let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      for name in schema["required"] as? [String] ?? [] where object[name] == nil {
        problems.append("\(path) has no \(name)")
      }
      for (name, member) in object {
        guard let property = properties[name] else {
          if schema["additionalProperties"] as? Bool == false {
            problems.append("\(path) has \(name)")
          }
          continue
        }
        problems += self.problems(of: member, by: property, at: "\(path).\(name)")
      }
    }
    if let elements = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (place, element) in elements.enumerated() {
        problems += self.problems(of: element, by: items, at: "\(path)[\(place)]")
      }
    }
    return problems
  }

  private static func isType(_ value: Any, _ type: String) -> Bool {
    let isBoolean = (value as? NSNumber).map { "\(Swift.type(of: $0 as Any))".contains("Bool") }
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    case "boolean": return value is Bool
    case "number": return value is NSNumber && isBoolean != true
    case "integer": return (value as? Double).map { $0 == $0.rounded() } ?? false
    default: return false
    }
  }
}
