import Foundation
import LungAttention
import Testing

@Suite("Results folders")
struct ResultsFolderTests {
  private let place: Workplace
  init() throws { place = try Workplace() }

  private static let audit = "audit manifest.csv --model m1.safetensors --output out"

  private func path(_ name: String) -> String { place.folder.appending(path: name).path }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  private func files(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  @Test(
    "what leaves nothing to do is an error before anything is written",
    arguments: ["audit", "probe", "variants"])
  func nothingToDo(command: String) throws {
    let model = command == "variants" ? "" : " --model m1.safetensors"
    #expect(try place.run("\(command) manifest.csv\(model) --output out").status == 0)
    let before = try files(in: "out")
    let typo = try place.run("\(command) manifest.csv\(model) --output out --split tes")
    #expect(typo.status == 1)
    #expect(typo.errors.contains("manifest.csv: has no row with split 'tes', expected test."))
    #expect(typo.errors.contains("Did you mean 'test'?"))
    try place.write("image,mask\n", to: "empty.csv")
    let empty = try place.run("\(command) empty.csv\(model) --output out")
    #expect(empty.status == 1 && empty.errors.contains("empty.csv: has no rows"))
    #expect(try files(in: "out") == before)
    if command != "variants" { #expect(try place.table("out/cases.csv").count == 5) }
  }

  @Test("a column that is not there is refused before any network runs")
  func groupBy() throws {
    let run = try place.run(Self.audit + " --group-by sorce")
    #expect(run.status == 1)
    #expect(run.errors.contains("manifest.csv: no row has a value in the column 'sorce'"))
    #expect(run.errors.contains("Did you mean 'source'?"))
    #expect(!FileManager.default.fileExists(atPath: path("out")))
    #expect(try place.run(Self.audit + " --group-by source").status == 0)
  }

  @Test("two rows that contradict each other about an image fail alone")
  func contradiction() throws {
    let rows = try text("manifest.csv").split(separator: "\n").map(String.init)
    let label = try #require(try Manifest(path: path("manifest.csv")).cases.first?.label)
    let other = rows[1].replacing(",\(label),", with: ",other,")
    try place.write((rows + [other]).joined(separator: "\n") + "\n", to: "manifest.csv")
    let run = try place.run(Self.audit)
    #expect(run.status == 3)
    #expect(run.errors.contains("is listed again with label 'other', but '\(label)' before"))
    #expect(try place.table("out/cases.csv").count == 5)
    #expect(FileManager.default.fileExists(atPath: path("out/summary.json")))
  }

  @Test("a new audit in an old folder leaves no picture and no report of the old one")
  func earlierPictures() throws {
    #expect(try place.run(Self.audit + " --panels --save-map").status == 0)
    try place.write("mine", to: "out/overlays/notes.txt")
    let rows = try text("manifest.csv").split(separator: "\n")
    try place.write(rows[..<2].joined(separator: "\n") + "\n", to: "manifest.csv")
    #expect(try place.run(Self.audit).status == 0)
    #expect(try files(in: "out/overlays").count == 2)
    #expect(try files(in: "out/overlays").contains("notes.txt"))
    #expect(try files(in: "out/panels").isEmpty && files(in: "out/maps").isEmpty)
    #expect(try files(in: "out/report/pictures").count == 3)
  }

  @Test(
    "tables that were cut are told from whole ones, and completed by --resume",
    arguments: ["probes.csv", "cases.csv", "frames.csv"])
  func cut(table: String) throws {
    #expect(try place.run(Self.audit).status == 0)
    let whole = try text("out/\(table)")
    let report = try text("out/summary.json")
    try place.write(String(whole.prefix(whole.count / 2)), to: "out/\(table)")
    if table != "frames.csv" {
      let run = try place.run("report out")
      #expect(run.errors.contains("out/\(table) lacks"), "\(run.errors)")
      #expect(try text("out/summary.json").contains("out/\(table) lacks"))
    }
    #expect(try place.run(Self.audit + " --resume").status == 0)
    #expect(try text("out/\(table)") == whole)
    #expect(try text("out/summary.json") == report)
  }

  @Test("labels that are none of the classes are named beside the accuracy that leaves them out")
  func labels() throws {
    try place.write(
      try text("manifest.csv").replacing(",covid,", with: ",COVID,"), to: "manifest.csv")
    #expect(try place.run(Self.audit).status == 0)
    #expect(
      try text("out/summary.json").contains(
        "The accuracy of m1 leaves out 2 of 4 images, whose label is none of its classes: 'COVID'.")
    )
  }

  @Test("one mask for several images is refused", arguments: ["score", "explain"])
  func oneMask(command: String) throws {
    let images = try place.images
    let mask = try #require(
      try Manifest(path: path("manifest.csv")).cases.first?.maskPath?.split(separator: "/").last)
    let line =
      "\(command) \(images[0]) \(images[1]) --model m1.safetensors --mask masks/\(mask)"
      + (command == "explain" ? " --output out" : "")
    let run = try place.run(line)
    #expect(run.status == 64 && run.errors.contains("is one mask for 2 images"), "\(run.errors)")
  }

  @Test("an output that is a file is called that")
  func outputIsFile() throws {
    try place.write("", to: "out")
    let run = try place.run(Self.audit)
    #expect(run.status == 1 && run.errors.contains("out: is a file, expected a folder"))
  }

  #if os(Linux)
    @Test("results that do not reach standard output are an error")
    func fullDisk() throws {
      let process = Process()
      process.executableURL = Command.executable
      process.arguments = try ["predict", place.images[0], "--model", "m1.safetensors"]
      process.currentDirectoryURL = place.folder
      process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "/dev/full"))
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(
        decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
      #expect(text.contains("cannot be written to standard output: No space left on device"))
    }
  #endif
}
