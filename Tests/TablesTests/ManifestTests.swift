import Diagnostics
import Foundation
import Tables
import Testing

@Suite("Manifest")
struct ManifestTests {
  private func manifest(_ text: String) throws -> Manifest {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "cases.csv")
    try Data(text.utf8).write(to: file)
    return try Manifest(path: file.path)
  }

  @Test("only the image is needed; paths are relative to the manifest")
  func minimal() throws {
    let cases = try manifest("image\na.png\n/abs/b.png\n").cases
    #expect(cases.map(\.image) == ["a.png", "/abs/b.png"])
    #expect(cases[0].imagePath.hasSuffix("/a.png") && cases[0].imagePath.hasPrefix("/"))
    #expect(cases[1].imagePath == "/abs/b.png")
    #expect(cases[0].maskPath == nil && cases[0].label == nil)
  }

  @Test("known columns are fields, others are kept, empty is unknown")
  func columns() throws {
    let text = "label,image,mask,site,source\ncovid,a.png,m.png,ward 3,\n"
    let row = try #require(try manifest(text).cases.first)
    #expect(row.label == "covid" && row.source == nil && row.other == ["site": "ward 3"])
    #expect(row.maskPath?.hasSuffix("/m.png") == true)
  }

  @Test("a bad row is reported and the rest goes on")
  func badRows() throws {
    let result = try manifest("image,label\na.png,x\nb.png\n,y\nc.png,z,extra\nd.png,w\n")
    #expect(result.cases.map(\.image) == ["a.png", "d.png"])
    #expect(result.badRows.map(\.line) == [3, 4, 5])
    #expect(result.badRows[0].diagnosis.description.contains("1 fields"))
    #expect(result.badRows[1].diagnosis.description.contains("no image"))
  }

  @Test(
    "a table that is no manifest is refused with its name",
    arguments: [
      ("", "is empty"), ("images,label\na,b\n", "Rename 'images' to 'image'"),
      ("image,label,label\na,b,c\n", "two columns called 'label'"),
      ("image\n\"open", "never closed"),
    ])
  func refused(text: String, fragment: String) {
    do {
      _ = try manifest(text)
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains(fragment) && "\(error)".contains("cases.csv"))
    }
  }

  @Test("what is written reads back")
  func roundTrip() throws {
    let row = Case(
      image: "a,\"b\".png", maskPath: "m\n.png", label: "covid", source: "north", patient: "p1",
      view: "PA", split: "test")
    let back = try #require(try manifest(Manifest.csv([row])).cases.first)
    #expect(back.image == row.image && back.source == "north" && back.split == "test")
  }
}
