import Foundation
import LungAttention
import Testing

/// A folder with a manifest, on which the built command line is run.
private final class SplitPlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var rows = ["image,mask,label,source,patient,split,scanner"]
    for number in 0..<120 {
      let label = number % 3 == 0 ? "covid" : "normal"
      rows.append(
        "img/\(number).png,masks/\(number).png,\(label),s\(number % 2),p\(number / 6),old,\"x, 1\"")
    }
    try write(rows.joined(separator: "\n") + "\n", to: "study.csv")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  func manifest(_ name: String) throws -> Manifest {
    try Manifest(path: folder.appending(path: name).path)
  }
}

@Suite("The command split")
struct SplitCommandTests {
  private let place: SplitPlace
  init() throws { place = try SplitPlace() }

  @Test("writes a manifest with splits, right paths and all other columns")
  func manifest() throws {
    let run = try place.run("split study.csv --scheme random --output sets/a/random.csv")
    #expect(run.status == 0, "\(run.errors)")
    let set = try place.manifest("sets/a/random.csv")
    #expect(set.cases.count == 120 && set.otherColumns == ["scanner"])
    #expect(set.cases[0].image == "../../img/0.png")
    #expect(set.cases[0].maskPath?.hasSuffix("sets/a/../../masks/0.png") == true)
    #expect(set.cases[0].other["scanner"] == "x, 1")
    #expect(Set(set.cases.map(\.split)) == ["train", "val", "test"])
    #expect(run.output.hasPrefix("source  class   train  val  test  all\n"))
    #expect(run.output.hasSuffix("No image was left out.\n"))
    let named = try place.run("split study.csv --scheme source-balanced")
    #expect(named.errors.contains("images in study-source-balanced.csv"))
    #expect(try !place.manifest("study-source-balanced.csv").cases.isEmpty)
  }

  @Test("matched sets have equal counts, as JSON tells, and the rest is listed")
  func matched() throws {
    var images: [[String: Int]] = []
    for scheme in ["source-balanced", "source-imbalanced"] {
      let run = try place.run(
        "split study.csv --scheme \(scheme) --group image --match --json --output \(scheme).csv "
          + "--dropped \(scheme)-dropped.csv")
      #expect(run.status == 0, "\(run.errors)")
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      #expect(json["scheme"] as? String == scheme)
      let set = try place.manifest("\(scheme).csv").cases
      #expect(json["images"] as? Int == set.count)
      images.append(
        Dictionary(
          set.map { ("\($0.label ?? "")-\($0.split ?? "")", 1) }, uniquingKeysWith: +))
      let dropped = try CSVReader(
        Data(contentsOf: place.folder.appending(path: "\(scheme)-dropped.csv"))
      ).records
      #expect(dropped.count - 1 + set.count == 120)
      #expect(dropped[0].fields == ["image", "label", "source", "patient", "reason"])
    }
    #expect(images[0] == images[1] && images[0].count == 6)
  }

  @Test("says what is wrong, with the file's name and what to do")
  func errors() throws {
    let column = try place.run("split study.csv --scheme random --group scaner --output x.csv")
    #expect(column.status == 1)
    #expect(column.errors.contains("study.csv: has no column 'scaner'"))
    #expect(column.errors.contains("Did you mean 'scanner'?"))
    let match = try place.run("split study.csv --scheme random --match --output x.csv")
    #expect(match.status == 64)
    let give = try place.run(
      "split study.csv --scheme source-imbalanced --give s0 --output x.csv")
    #expect(give.status == 64 && give.errors.contains("--give has 's0'"))
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "x.csv").path))
  }

  @Test("no file takes the place of another")
  func overwriting() throws {
    let before = try Data(contentsOf: place.folder.appending(path: "study.csv"))
    for files in ["--output study.csv", "--output ./study.csv", "--output x.csv --dropped x.csv"] {
      let run = try place.run("split study.csv --scheme random \(files)")
      #expect(run.status == 64 && run.errors.contains("expected another file"), "\(run.errors)")
    }
    #expect(try Data(contentsOf: place.folder.appending(path: "study.csv")) == before)
  }

  @Test("a bad row is said, and the rest goes on with exit code 3")
  func badRow() throws {
    let text = try String(contentsOf: place.folder.appending(path: "study.csv"), encoding: .utf8)
    try place.write(text + "only-one-field\n", to: "bad.csv")
    let run = try place.run("split bad.csv --scheme random --output x.csv")
    #expect(run.status == 3 && run.errors.contains("bad.csv: line 122 has 1 fields"))
  }
}
