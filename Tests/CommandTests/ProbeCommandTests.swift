import Foundation
import LungAttention
import Testing

/// A folder with phantoms of two hospitals, and untrained networks with two classes and with one.
private final class ProbePlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 72, height: 64).write(
      PhantomDesign(.balanced, train: 0, val: 0, test: 8).cases)
    for classes in [["normal", "covid"], ["covid"]] {
      let model = try Model(
        name: "m", architecture: .compactCNN,
        network: Network(
          graph: Architecture.compactCNN.graph(channels: 1, classes: classes.count), seed: 3),
        input: InputSpecification(
          size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
        classNames: classes)
      try ModelFile.write(model, to: path("m\(classes.count).safetensors"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  var cases: [Case] { get throws { try Manifest(path: path("manifest.csv")).cases } }

  /// Rows of a table, by column.
  func table(_ name: String) throws -> [[String: String]] {
    let records = try CSVReader(Data(contentsOf: folder.appending(path: name))).records
    let header = records.first?.fields ?? []
    return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0.fields)) }
  }

  /// The probes that were made of each image; none for one of which none could be made.
  func probes(_ name: String = "out/probes.csv") throws -> [String: Set<String>] {
    try table(name).reduce(into: [:]) {
      let isMade = $1["status"] == "ok"
      $0[$1["image"] ?? "", default: []].formUnion(isMade ? [$1["probe"] ?? ""] : [])
    }
  }
}

@Suite("The command probe")
struct ProbeCommandTests {
  private let place: ProbePlace
  init() throws { place = try ProbePlace() }

  @Test("asks every image every question that it can answer, with a control")
  func probes() throws {
    let run = try place.run("probe manifest.csv --model m2.safetensors --output out")
    #expect(run.status == 0, "\(run.errors)")
    let probes = try place.probes()
    #expect(probes.count == 8)
    for (image, kinds) in probes {
      #expect(
        kinds.isSuperset(of: ["lungs-removed", "lungs-only", "background-swapped"]),
        "\(image): \(kinds)")
    }
    #expect(!FileManager.default.fileExists(atPath: place.path("out/overlays")))
  }

  @Test("tones come from another source, and from all images of the study, whatever the split")
  func tones() throws {
    let rows = try place.cases.enumerated().map { number, row in
      Case(
        image: row.image,
        maskPath: row.maskPath.map { "masks/" + ($0 as NSString).lastPathComponent },
        label: row.label, source: row.source, patient: row.patient,
        split: number < 4 ? "test" : "train")
    }
    func answers(_ name: String, _ rows: [Case]) throws -> [[String: String]] {
      try Manifest.csv(rows).write(
        toFile: place.path("\(name).csv"), atomically: true, encoding: .utf8)
      let run = try place.run(
        "probe \(name).csv --split test --model m2.safetensors --output \(name)")
      #expect(run.status == 0, "\(run.errors)")
      return try place.table("\(name)/probes.csv")
    }
    let (study, part) = (try answers("study", rows), try answers("part", Array(rows.prefix(4))))
    for (whole, alone) in zip(study, part) {
      let isTones = whole["probe"] == "tones-swapped"
      #expect((whole["logit_after"] == alone["logit_after"]) != isTones)
      guard isTones else { continue }
      let own = rows.first { $0.image == whole["image"] }?.source
      #expect(whole["status"] == "ok" && ["north", "south"].contains(whole["donor"]))
      #expect(whole["donor"] != own)
    }
  }

  @Test("without a mask no lungs are asked about; a damaged one is named and the rest goes on")
  func masks() throws {
    let cases = try place.cases
    var rows = cases.map {
      Case(
        image: $0.image,
        maskPath: $0.maskPath.map { "masks/" + ($0 as NSString).lastPathComponent },
        label: $0.label, source: $0.source, patient: $0.patient)
    }
    rows[0] = Case(
      image: rows[0].image, label: rows[0].label, source: rows[0].source, patient: rows[0].patient)
    try Manifest.csv(rows).write(
      toFile: place.path("some.csv"), atomically: true, encoding: .utf8)
    try Data("no picture".utf8).write(
      to: URL(filePath: place.path(try #require(rows[1].maskPath))))
    let run = try place.run("probe some.csv --model m2.safetensors --output out")
    #expect(run.status == 3, "\(run.errors)")
    #expect(run.errors.contains((rows[1].image as NSString).lastPathComponent))
    let probes = try place.probes()
    #expect(probes[rows[1].image] == nil)
    #expect(probes.count == 7)
    let withoutMask = probes[rows[0].image] ?? []
    #expect(withoutMask.isDisjoint(with: ["lungs-removed", "lungs-only", "background-swapped"]))
    #expect(probes[rows[2].image]?.contains("lungs-removed") == true)
  }

  @Test("an empty mask has no lungs to remove")
  func emptyMask() throws {
    let first = try #require(try place.cases.first)
    try GrayImage(width: 72, height: 64, samples: Array(repeating: 0, count: 72 * 64))
      .writePNG(to: try #require(first.maskPath))
    let run = try place.run("probe manifest.csv --model m2.safetensors --output out")
    #expect([0, 3].contains(run.status), "\(run.errors)")
    #expect(try place.probes()[first.image]?.contains("lungs-removed") != true)
  }

  @Test("an image without text has none to erase")
  func noMarkers() throws {
    for subject in try place.cases {
      let samples = (0..<72 * 64).map { (pixel: Int) -> Float in 0.2 + Float(pixel / 72) / 128 }
      try GrayImage(width: 72, height: 64, samples: samples).writePNG(to: subject.imagePath)
    }
    let run = try place.run("probe manifest.csv --model m2.safetensors --output out")
    #expect(run.status == 0, "\(run.errors)")
    let probes = try place.probes()
    #expect(probes.count == 8)
    #expect(probes.values.allSatisfy { !$0.contains("marker-erased") })
    #expect(probes.values.allSatisfy { !$0.contains("marker-inserted") })
  }

  @Test("frames of one source are lent to the images of another, whose own have none")
  func frames() throws {
    let cases = try place.cases
    for subject in cases {
      let isFramed = subject.source == "south"
      let samples = (0..<72 * 64).map { (pixel: Int) -> Float in
        let (row, column) = pixel.quotientAndRemainder(dividingBy: 72)
        let isInside = (6..<58).contains(row) && (6..<66).contains(column)
        return isFramed && !isInside ? 0.9 : 0.2 + Float(row) / 128
      }
      try GrayImage(width: 72, height: 64, samples: samples).writePNG(to: subject.imagePath)
    }
    let run = try place.run("probe manifest.csv --model m2.safetensors --output out")
    #expect(run.status == 0, "\(run.errors)")
    let rows = try place.table("out/probes.csv").filter { $0["probe"] == "border-inserted" }
    #expect(rows.count == 8)
    for row in rows {
      let subject = try #require(cases.first { $0.image == row["image"] })
      #expect(row["status"] == (subject.source == "south" ? "has-border" : "ok"))
      guard subject.source != "south" else { continue }
      let donor = try #require(cases.first { $0.image == row["donor"] })
      #expect(donor.source == "south" && donor.label != subject.label)
    }
  }

  @Test("a network with one class is asked about its class")
  func oneClass() throws {
    let run = try place.run("probe manifest.csv --model m1.safetensors --target covid --output out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try place.probes().count == 8)
    #expect(try place.table("out/probes.csv").allSatisfy { $0["target"] == "covid" })
  }

  @Test("JSON for machines, and a class that is not there")
  func json() throws {
    let run = try place.run("probe manifest.csv --model m2.safetensors --output out --json")
    #expect(run.output.hasPrefix("{"))
    let wrong = try place.run(
      "probe manifest.csv --model m2.safetensors --target flu --output other")
    #expect(wrong.status != 0 && wrong.errors.contains("flu"), "\(wrong.errors)")
  }
}
