import Foundation
import LungAttention
import Testing

@Suite("Stored results")
struct StoredResultsTests {
  private func row(_ image: String, _ mass: String, _ more: ResultsFixture.Row = [:])
    -> ResultsFixture.Row
  {
    more.merging(["image": image, "lung_mass": mass]) { own, _ in own }
  }

  @Test("a row that was cut short by a kill is left out, wherever it was cut")
  func torn() throws {
    let fixture = try ResultsFixture([row("a", "0.5"), row("b \"1\",\nx", "0.25", ["z": "🫁"])])
    let whole = try fixture.text("cases.csv")
    let start = try #require(whole.range(of: "\"b "))
    let bytes = Array(whole.utf8)
    let first = whole[..<start.lowerBound].utf8.count
    for end in first..<bytes.count {
      try Data(bytes[..<end]).write(to: URL(filePath: "\(fixture.folder)/cases.csv"))
      #expect(try StoredResults(folder: fixture.folder).cases.map(\.image) == ["a"])
    }
    try fixture.write(whole, to: "cases.csv")
    let cases = try StoredResults(folder: fixture.folder).cases
    #expect(cases.map(\.image) == ["a", "b \"1\",\nx"] && cases[1].other == ["z": "🫁"])
  }

  @Test("damage elsewhere is an error that names the file and the place")
  func damaged() throws {
    for (change, fragment) in [
      (["lung_mass": "half"], "'half' in the column 'lung_mass'"),
      (["lung_mass": "nan"], "'nan'"), (["correct": "yes"], "'yes' in the column 'correct'"),
      (["peak_x": "1", "peak_y": "1", "peak_region": "knee"], "'knee'"),
    ] {
      let fixture = try ResultsFixture([row("a", "0.5").merging(change) { $1 }])
      do {
        _ = try StoredResults(folder: fixture.folder)
        Issue.record("accepted \(change)")
      } catch {
        #expect("\(error)".contains(fragment) && "\(error)".contains("cases.csv"), "\(error)")
      }
    }
    let fixture = try ResultsFixture([row("a", "0.5")])
    for (name, text) in [
      ("cases.csv", "image,model\n"), ("provenance.json", "{}"), ("frames.csv", "image\n"),
      ("frames.csv", "image,model,method,maximum,cells\na,m,gradcam,1,AAAA\n"),
    ] {
      let old = try fixture.text(name)
      try fixture.write(text, to: name)
      #expect(throws: FileError.self) { try StoredResults(folder: fixture.folder) }
      try fixture.write(old, to: name)
    }
    #expect(throws: FileError.self) { try StoredResults(folder: "nowhere") }
  }

  @Test("results of an audit that has not come to its end say so")
  func unfinished() throws {
    let fixture = try ResultsFixture([row("a", "0.5")])
    #expect(try fixture.report().notes.isEmpty)
    try FileManager.default.removeItem(atPath: "\(fixture.folder)/errors.csv")
    let notes = try fixture.report().notes
    #expect(notes.count == 1 && notes[0].contains("has not come to its end"))
  }

  @Test("of a row that occurs in several results the last counts, and the report says so")
  func duplicates() throws {
    let old = try ResultsFixture([row("a", "0.5"), row("b", "0.25")])
    let new = try ResultsFixture([row("b", "0.75"), row("c", "1")])
    let results = try [old, new].map { try StoredResults(folder: $0.folder) }
    let report = try AuditReport(of: results, in: new.folder)
    #expect(report.cases.map(\.image) == ["a", "b", "c"])
    #expect(report.cases.map(\.lungMass) == [0.5, 0.75, 1])
    #expect(report.notes.count == 1 && report.notes[0].hasPrefix("1 rows occur more than once"))
    #expect(report.provenance.map(\.folder) == [old.folder, new.folder])
  }

  @Test("results in which one name means two things are refused")
  func conflicts() throws {
    let first = try ResultsFixture([row("a", "0.5", ["label": "covid"])])
    let others = try [
      (ResultsFixture([row("b", "0.5")], models: ["m": "1"]), "from another file"),
      (ResultsFixture([row("b", "0.5")], method: "layer y"), "gradcam with layer y"),
      (ResultsFixture([row("a", "0.5", ["label": "normal"])]), "label 'normal'"),
      (ResultsFixture([row("a", "0.5", ["label": "covid", "patient": "p"])]), "patient 'p'"),
    ]
    for (other, fragment) in others {
      let results = try [first, other].map { try StoredResults(folder: $0.folder) }
      do {
        _ = try AuditReport(of: results, in: first.folder)
        Issue.record("accepted: \(fragment)")
      } catch { #expect("\(error)".contains(fragment), "\(error)") }
    }
  }

  @Test("pictures are named as seen from the report's folder")
  func pictures() throws {
    let fixture = try ResultsFixture([row("a", "0.5", ["overlay": "overlays/a.png"])])
    let results = try StoredResults(folder: fixture.folder)
    let name = URL(filePath: fixture.folder).lastPathComponent
    for (folder, path) in [
      (fixture.folder, "overlays/a.png"), ("\(fixture.folder)/report", "../overlays/a.png"),
      ("\(fixture.folder)/../other/x", "../../\(name)/overlays/a.png"),
    ] {
      let report = try AuditReport(of: [results], in: folder)
      #expect(report.cases[0].pictures.overlay == path)
    }
  }

  @Test("mean maps are means of the stored grids, by source and class")
  func populations() throws {
    let fixture = try ResultsFixture([
      row("a", "1", ["source": "s", "label": "x"]), row("b", "1", ["source": "s", "label": "x"]),
      row("c", "1", ["source": "t", "label": "x"]),
    ])
    let cells = ThoraxFrame.side * ThoraxFrame.side
    func line(_ image: String, _ subject: String, _ maximum: String, at place: Int) -> String {
      let bytes = (0..<cells).map { UInt8($0 == place ? 255 : 0) }
      return "\(image),\(subject),\(maximum),\(Data(bytes).base64EncodedString())\n"
    }
    try fixture.write(
      "image,model,method,maximum,cells\n"
        + line("a", ",", "1", at: 5) + line("a", "m,gradcam", "0.5", at: 0)
        + line("b", ",", "1", at: 6) + line("b", "m,gradcam", "0.25", at: 1)
        + line("c", ",", "1", at: 7) + line("c", "m,gradcam", "1", at: 2), to: "frames.csv")
    let maps = try fixture.report().populations
    #expect(maps.map(\.group.values) == [[], ["s", "x"], ["t", "x"]])
    #expect(maps.map(\.count) == [3, 2, 1])
    #expect(maps[1].saliency[..<3] == [0.25, 0.125, 0] && maps[1].lungs[5..<8] == [0.5, 0.5, 0])
    #expect(abs(maps[1].beyond - 0.625) < 1e-6 && maps[2].beyond == 0)
  }
}
