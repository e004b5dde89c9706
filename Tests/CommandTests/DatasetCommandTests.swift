import Foundation
import LungAttention
import Testing

/// A folder of phantoms, on which the built command line is run.
private final class DatasetPlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let drawn = try run(
      "phantom --design balanced --train 40 --val 0 --test 20 --size 96x80 --output set")
    try #require(drawn.status == 0, "\(drawn.errors)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// A manifest beside the phantoms' own, changed.
  func manifest(_ name: String, _ change: (String) -> String) throws {
    try change(text("set/manifest.csv")).write(
      to: folder.appending(path: "set/\(name)"), atomically: true, encoding: .utf8)
  }
}

@Suite("The command dataset")
struct DatasetCommandTests {
  private let place: DatasetPlace
  init() throws { place = try DatasetPlace() }

  @Test("writes page and JSON, prints the verdict, and is content with a sound set")
  func clean() throws {
    let run = try place.run("dataset set/manifest.csv --output out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("Verdict: No problem found (clean)\n"))
    #expect(run.errors.contains("60 images, 0 failed; report in out/index.html"))
    #expect(try place.text("out/index.html").contains("<bdi>manifest.csv</bdi>"))
    let json = try place.run("dataset set/manifest.csv --json --output again --threads 1")
    #expect(try json.output == place.text("again/dataset.json"))
    #expect(try json.output == place.text("out/dataset.json"))
  }

  @Test("problems of the data are found and are no failure of the command")
  func leak() throws {
    // The last patient becomes the first.
    try place.manifest("leak.csv") { $0.replacing(",p0060,", with: ",p0001,") }
    let patients = try Set(
      Manifest(path: place.folder.appending(path: "set/leak.csv").path).cases.map(\.patient))
    try #require(patients.count == 59)
    let run = try place.run("dataset set/leak.csv --output out")
    #expect(run.status == 0)
    #expect(run.output.contains("unfit: patient-in-several-splits\n"))
  }

  @Test("an image that cannot be read is listed, and the rest is measured (exit code 3)")
  func damaged() throws {
    try place.manifest("bad.csv") { $0 + "images/none.png,,covid,north,p9,PA,test\none-field\n" }
    let run = try place.run("dataset set/bad.csv --output out")
    #expect(run.status == 3)
    #expect(run.output.contains("warnings: unreadable-images\n"))
    #expect(run.errors.contains("images/none.png"))
    #expect(run.errors.contains("line 63 has 1 fields"))
    #expect(try place.text("out/dataset.json").contains("\"images_read\": 60"))
  }

  @Test(
    "says what is wrong, with the file's name",
    arguments: [
      ("dataset nowhere.csv --output out", "nowhere.csv: cannot be read"),
      ("dataset set/images --output out", "set/images"),
      ("dataset set/manifest.csv --output set/manifest.csv", "set/manifest.csv"),
      ("dataset set/manifest.csv", "Missing expected argument '--output <folder>'"),
    ])
  func errors(line: String, message: String) throws {
    let run = try place.run(line)
    #expect(run.status != 0 && run.status < 128)
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
