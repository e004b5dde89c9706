import Foundation
import LungAttention
import Testing

/// A small study of two hospitals, with an experiment on it.
private final class ExperimentPlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: path("study"), width: 48, height: 48).write(
      PhantomDesign(.balanced, train: 96, val: 0, test: 0).cases)
    try configure()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func configure(
    _ further: String = "", seeds: String = "[1]", epochs: Int = 3, training: String = ""
  ) throws {
    try """
    data: study/manifest.csv
    variants: [full, lungs-removed]
    seeds: \(seeds)
    training: {input-size: 32, epochs: \(epochs), batch-size: 16\(training)}
    \(further)
    """.write(toFile: path("plan.yaml"), atomically: true, encoding: .utf8)
  }

  func run(_ line: String) throws -> Command {
    // The time is the only thing in the files that would not come again.
    try Command(
      line.split(separator: " ").map(String.init), in: folder,
      environment: ["SOURCE_DATE_EPOCH": "0"])
  }

  /// All files below a folder and their bytes, but for audits, whose commands name the folder, and
  /// for hidden files, which a kill can leave half written beside the whole ones.
  func files(_ name: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: path(name)) {
      let full = path("\(name)/\(file)")
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder),
        !isFolder.boolValue, !file.hasPrefix("attention/"),
        !(file as NSString).lastPathComponent.hasPrefix(".")
      else { continue }
      files[file] = try Data(contentsOf: URL(filePath: full))
    }
    return files
  }
}

@Suite("The command experiment")
struct ExperimentCommandTests {
  private let place: ExperimentPlace
  init() throws { place = try ExperimentPlace() }

  @Test("killed again and again it ends in the same bytes, and does nothing twice")
  func kills() throws {
    let whole = try place.run("experiment plan.yaml --output whole")
    #expect(whole.status == 0, "\(whole.errors.prefix(500))")
    let executable = Command.executable
    var generator = SystemRandomNumberGenerator()
    var kills = 0
    while true {
      let process = Process()
      process.executableURL = executable
      process.arguments = ["experiment", "plan.yaml", "--output", "cut"]
      process.currentDirectoryURL = place.folder
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["SOURCE_DATE_EPOCH": "0"]) { $1 }
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      // Longer each time, so that it comes to an end on a slow machine too.
      let patience = Double.random(in: 0.1...0.6, using: &generator) * Double(kills + 1)
      let end = Date().addingTimeInterval(patience)
      while process.isRunning && Date() < end { usleep(5000) }
      guard process.isRunning else {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        break
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kills += 1
    }
    #expect(kills > 0)
    let (expected, found) = (try place.files("whole"), try place.files("cut"))
    #expect(Set(found.keys).symmetricDifference(expected.keys) == [])
    for (name, bytes) in expected { #expect(found[name] == bytes, "\(name) differs") }

    let model = place.path("cut/models/seed-1/full/source-balanced.safetensors")
    func age() throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: model)[.modificationDate] as? Date
    }
    let before = try age()
    let again = try place.run("experiment plan.yaml --output cut --json")
    #expect(again.status == 0)
    #expect(again.output.contains("\"evaluations\""))
    #expect(try age() == before)
  }

  @Test("writes the tables, the figures and the page, and prints the findings")
  func results() throws {
    let run = try place.run("experiment plan.yaml --output out")
    #expect(run.status == 0, "\(run.errors.prefix(500))")
    for letter in ["(a)", "(b)", "(c)", "(d)"] { #expect(run.output.contains(letter)) }
    for file in [
      "index.html", "summary.md", "results.csv", "attention.csv", "matrix-auroc.csv",
      "matrix-balanced-accuracy.csv", "tables.tex", "experiment.json", "where-they-look.svg",
      "left-out.csv", "sets/seed-1/source-balanced.csv", "sets/seed-1/source-imbalanced.csv",
      "sets/seed-1/source-imbalanced.dropped.csv", "predictions/seed-1/lungs-removed.csv",
      "attention/seed-1/full/report/index.html",
    ] {
      #expect(FileManager.default.fileExists(atPath: place.path("out/\(file)")), "\(file)")
    }
    let page = try String(contentsOfFile: place.path("out/index.html"), encoding: .utf8)
    #expect(page.contains("attention/seed-1/full/overlays/"))
    #expect(!page.contains("{{"))
    let rows = try CSVReader(Data(contentsOf: URL(filePath: place.path("out/results.csv"))))
      .records.dropFirst().map(\.fields)
    // Networks × test sets × measures, of the seed and of all.
    #expect(rows.count { $0[4] == "all" } == 4 * 4 * EvaluationMeasure.allCases.count * 2)
    // A set can be audited and trained on as it lies.
    let set = try Manifest(path: place.path("out/sets/seed-1/source-balanced.csv"))
    #expect(set.cases.allSatisfy { FileManager.default.fileExists(atPath: $0.imagePath) })
  }

  @Test("nobody is tested on that a network was trained on, whatever the scheme")
  func patients() throws {
    let run = try place.run("experiment plan.yaml --output out --plan")
    #expect(run.status == 0 && run.output.contains("2 × 2 × 1 = 4 networks"))
    let sets = try ["source-balanced", "source-imbalanced"].map {
      try Manifest(path: place.path("out/sets/seed-1/\($0).csv")).cases
    }
    let trained = Set(sets.joined().filter { $0.split != "test" }.map(\.patient))
    #expect(
      sets.joined().filter { $0.split == "test" }.allSatisfy { !trained.contains($0.patient) })
    #expect(!FileManager.default.fileExists(atPath: place.path("out/models")))
  }

  @Test("seeds may be added; other settings need another folder")
  func otherSettings() throws {
    #expect(try place.run("experiment plan.yaml --output out --plan").status == 0)
    try place.configure(seeds: "[1, 2]")
    #expect(try place.run("experiment plan.yaml --output out --plan").status == 0)
    try place.configure(epochs: 4)
    let other = try place.run("experiment plan.yaml --output out --plan")
    #expect(other.status == 1)
    #expect(
      other.errors.contains(
        "out: holds an experiment with 'training epochs: 3', expected 'training epochs: 4'"))
  }

  @Test("trains further from a model, with frozen stages and mitigations, and says so")
  func fineTuning() throws {
    let start = try place.run(
      "train study/manifest.csv --input-size 24x24 --epochs 1 --seed 9 --output start.safetensors")
    try #require(start.status == 0, "\(start.errors)")
    try """
    data: study/manifest.csv
    variants: [full]
    seeds: [1]
    training: {from: start.safetensors, freeze: [block1, block2], epochs: 1, batch-size: 16,
      exchange-backgrounds: 0.5, crop-to-lungs: 0.5, remove-markers: true, balance-sources: true}
    """.write(toFile: place.path("tune.yaml"), atomically: true, encoding: .utf8)
    let run = try place.run("experiment tune.yaml --output out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("(compactcnn at 24x24, fine-tuned from \"start.safetensors\")"))
    let origin = try ModelFile.read(place.path("start.safetensors"))
    let files = try place.files("out").keys.filter { $0.hasSuffix(".safetensors") }
    #expect(files.count == 2)
    for file in files {
      let model = try ModelFile.read(place.path("out/\(file)"))
      #expect(model.input == origin.input)
      #expect(model.provenance["fine_tuned_from"] == "start")
      #expect(model.provenance["crops_to_lungs"] == "0.5")
      for (name, value) in origin.network.parameters where !name.hasSuffix("num_batches_tracked") {
        let isFrozen = name.hasPrefix("block1.") || name.hasPrefix("block2.")
        let same = model.network.parameters[name]?.logicalElements == value.logicalElements
        #expect(same == isFrozen, "\(name)")
      }
    }
    try place.configure(training: ", from: nowhere.safetensors")
    let missing = try place.run("experiment plan.yaml --output other")
    #expect(missing.status == 1 && missing.errors.contains("nowhere.safetensors"))
  }

  @Test("images without a usable mask are left out of every variant, and named")
  func badMasks() throws {
    var text = try String(contentsOfFile: place.path("study/manifest.csv"), encoding: .utf8)
    let cases = try Manifest(path: place.path("study/manifest.csv")).cases
    text = text.replacing("masks/" + (cases[0].image as NSString).lastPathComponent, with: "")
    try Data("no picture".utf8).write(
      to: URL(filePath: try #require(cases[1].maskPath)))
    try text.write(toFile: place.path("study/manifest.csv"), atomically: true, encoding: .utf8)
    let run = try place.run("experiment plan.yaml --output out --plan")
    #expect(run.status == 0 && run.output.contains("94 images, 2 left out"), "\(run.errors)")
    let left = try String(contentsOfFile: place.path("out/left-out.csv"), encoding: .utf8)
    #expect(left.contains(cases[0].image) && left.contains(cases[1].image))
  }

  @Test("images that cannot be read are left out before sets are made, also without variants")
  func unreadable() throws {
    let text = try String(contentsOfFile: place.path("plan.yaml"), encoding: .utf8)
    try text.replacing("[full, lungs-removed]", with: "[full]")
      .write(toFile: place.path("plan.yaml"), atomically: true, encoding: .utf8)
    let cases = try Manifest(path: place.path("study/manifest.csv")).cases
    try FileManager.default.removeItem(atPath: cases[0].imagePath)
    let run = try place.run("experiment plan.yaml --output out --plan")
    #expect(run.status == 0 && run.output.contains("95 images, 1 left out"), "\(run.errors)")
    let left = try String(contentsOfFile: place.path("out/left-out.csv"), encoding: .utf8)
    #expect(left.contains(cases[0].image))
  }

  @Test(
    "a study that cannot be used says why",
    arguments: [
      ("classes: [normal, flu]", "has no image of the class 'flu'"),
      ("group: person", "has no column 'person'"),
      ("positive: Covid", "has no class 'Covid', which the experiment calls positive"),
      ("class-of-source: {north: normal}", "no source that gives the class 'covid'"),
    ])
  func unusable(further: String, message: String) throws {
    try place.configure(further)
    let run = try place.run("experiment plan.yaml --output out --plan")
    #expect(run.status == 1)
    #expect(run.errors.contains("study/manifest.csv"), "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
