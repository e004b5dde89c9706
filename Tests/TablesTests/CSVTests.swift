import Diagnostics
import Tables
import Testing

@Suite("CSV")
struct CSVTests {
  private func read(_ text: String) throws -> [[String]] {
    try CSVReader(Array(text.utf8)).records.map(\.fields)
  }

  @Test(
    "fields are read as RFC 4180 says",
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
      ("a,b", [["a", "b"]]),
      ("\u{FEFF}a\nb\n", [["a"], ["b"]]),
      ("\"x, y\",\"say \"\"hi\"\"\"\n", [["x, y", "say \"hi\""]]),
      ("\"two\nlines\",2\n", [["two\nlines", "2"]]),
      ("\"two\r\nlines\",2\n", [["two\r\nlines", "2"]]),
      ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
      ("a\n\n\nb\n", [["a"], ["b"]]),
      (" a , b \n", [[" a ", " b "]]),
      ("مرحبا,🫁\n", [["مرحبا", "🫁"]]),
      ("", []),
    ])
  func reads(text: String, expected: [[String]]) throws {
    #expect(try read(text) == expected)
  }

  @Test("what is written reads back, whatever the characters")
  func roundTrip() throws {
    let fields = [
      "plain", "a,b", "\"", "line\nbreak", "cr\rhere", "", "<script>", " x ", "\"\u{301},",
    ]
    #expect(try read(CSVWriter.line(fields)) == [fields])
  }

  @Test("damage is named with its line")
  func errors() {
    #expect(throws: CSVError.self) { try read("a\n\"open\nnever closed") }
    do {
      _ = try read("a,b\n1,\"x\"y\n")
      Issue.record("no error")
    } catch { #expect("\(error)".contains("line 2")) }
    do {
      _ = try read("a\nb\n\"open\nmore")
      Issue.record("no error")
    } catch { #expect("\(error)".contains("opened in line 3")) }
    do {
      _ = try read("a,b\r1,2\r")
      Issue.record("no error")
    } catch { #expect("\(error)".contains("line 1 has a carriage return without a line feed")) }
    #expect(throws: CSVError.self) { try CSVReader([0x61, 0xFF, 0xFE]) }
  }

  @Test("records know the line they begin in")
  func lines() throws {
    let reader = try CSVReader(Array("h\n\"a\nb\"\n\nc\n".utf8))
    #expect(reader.records.map(\.line) == [1, 2, 5])
  }
}
