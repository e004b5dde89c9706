import Foundation
import LungAttention
import Testing

/// A folder with four phantoms and two untrained networks.
private final class Workplace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 96, height: 80).write(
      PhantomDesign(.balanced, train: 0, val: 0, test: 4).cases)
    for seed in [1, 2] {
      let model = try Model(
        name: "m", architecture: .compactCNN,
        network: Network(
          graph: Architecture.compactCNN.graph(channels: 1, classes: 2), seed: UInt64(seed)),
        input: InputSpecification(
          size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
        classNames: ["normal", "covid"])
      try ModelFile.write(model, to: folder.appending(path: "m\(seed).safetensors").path)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  func table(_ name: String) throws -> [[String]] {
    try CSVReader(Data(contentsOf: folder.appending(path: name))).records.map(\.fields)
  }

  var images: [String] {
    get throws {
      try Manifest(path: folder.appending(path: "manifest.csv").path).cases.map(\.image)
    }
  }
}

@Suite("Command line")
struct CommandTests {
  private let place: Workplace
  init() throws { place = try Workplace() }

  static let columns =
    "image,model,method,layer,label,source,patient,view,split,target,predicted,probability,status,"
    + "lung_mass,lung_area,enrichment,density_ratio,rank_accuracy,pointing_hit,pixel_auc,iou,warnings"

  @Test("audit writes a tidy table, summaries and overlays")
  func audit() throws {
    let run = try place.run(
      "audit manifest.csv --model m1.safetensors --model m2.safetensors --method gradcam "
        + "--method occlusion --stride 16 --output out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("lung mass [95 %]"))
    let rows = try place.table("out/cases.csv")
    #expect(rows.count == 1 + 4 * 2 * 2)
    for column in Self.columns.split(separator: ",") {
      #expect(rows[0].contains(String(column)))
    }
    let summary = try place.table("out/summary.csv")
    #expect(summary.count == 1 + 2 * 2 * 5)
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: place.folder.appending(path: "out/summary.json")))
    #expect(((json as? [String: Any])?["groups"] as? [Any])?.count == 20)
    let overlays = try FileManager.default.contentsOfDirectory(
      atPath: place.folder.appending(path: "out/overlays").path)
    #expect(overlays.count == 16)
  }

  @Test("bad rows and files are listed, the rest goes on, and the exit code says so")
  func badRows() throws {
    let good = try place.images[0]
    try place.write("no image", to: "text.png")
    try place.write(
      "image,label\n\(good),normal\nmissing.png,covid\n\(good)\ntext.png,covid\n", to: "mixed.csv")
    let run = try place.run("audit mixed.csv --model m1.safetensors --output out")
    #expect(run.status == 3)
    let errors = try place.table("out/errors.csv")
    #expect(errors.count == 4)
    #expect(Set(errors.dropFirst().map { $0[0] }) == ["missing.png", good, "text.png"])
    #expect(try place.table("out/cases.csv").count == 2)

    try place.write("image\nmissing.png\n", to: "bad.csv")
    #expect(try place.run("audit bad.csv --model m1.safetensors --output out2").status == 1)
    try place.write("picture\na.png\n", to: "no-image.csv")
    let refused = try place.run("audit no-image.csv --model m1.safetensors --output out3")
    #expect(refused.status == 1 && refused.errors.contains("no-image.csv"))
  }

  @Test("results are the same bytes for any number of threads")
  func threads() throws {
    var tables: Set<Data> = []
    var pictures: Set<Data> = []
    for threads in [1, 2, 4] {
      let run = try place.run(
        "audit manifest.csv --model m1.safetensors --method gradcam --method occlusion "
          + "--stride 16 --threads \(threads) --output t\(threads)")
      #expect(run.status == 0)
      let folder = place.folder.appending(path: "t\(threads)")
      tables.insert(try Data(contentsOf: folder.appending(path: "cases.csv")))
      let overlay = try #require(
        try FileManager.default.contentsOfDirectory(
          atPath: folder.appending(path: "overlays").path
        ).sorted().first)
      pictures.insert(try Data(contentsOf: folder.appending(path: "overlays/\(overlay)")))
    }
    #expect(tables.count == 1 && pictures.count == 1)
  }

  @Test("explain writes overlays, panels and raw maps in the image's own pixels")
  func explain() throws {
    let image = try place.images[1]
    let run = try place.run(
      "explain \(image) --mask masks --model m1.safetensors --save-map --panels --output out")
    #expect(run.status == 0, "\(run.errors)")
    let overlay = run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try ImageFile.read(place.folder.appending(path: overlay).path).width > 96)
    let maps = try FileManager.default.contentsOfDirectory(
      atPath: place.folder.appending(path: "out/maps").path)
    let map = try Data(contentsOf: place.folder.appending(path: "out/maps/\(maps[0])"))
    #expect(String(decoding: map.prefix(128), as: UTF8.self).contains("(80, 96)"))
    #expect(map.count % 64 == 80 * 96 * 4 % 64)
  }

  private struct Row: Decodable {
    let lungMass: Double?
    let lungArea: Double?

    enum CodingKeys: String, CodingKey {
      case lungMass = "lung_mass"
      case lungArea = "lung_area"
    }
  }

  @Test("score prints the same numbers as CSV and as JSON, and they read back exactly")
  func score() throws {
    let images = try place.images.joined(separator: " ")
    let csv = try place.run("score \(images) --mask masks --model m1.safetensors")
    let json = try place.run("score \(images) --mask masks --model m1.safetensors --json")
    #expect(csv.status == 0 && json.status == 0)
    let rows = try CSVReader(Data(csv.output.utf8)).records.map(\.fields)
    let objects = try JSONDecoder().decode([Row].self, from: Data(json.output.utf8))
    let (mass, area) = (rows[0].firstIndex(of: "lung_mass"), rows[0].firstIndex(of: "lung_area"))
    #expect(try rows.dropFirst().map { Double($0[try #require(mass)]) } == objects.map(\.lungMass))
    #expect(try rows.dropFirst().map { Double($0[try #require(area)]) } == objects.map(\.lungArea))
    #expect(objects.count == 4)
  }

  @Test("predict's JSON has logits and probabilities by class")
  func predict() throws {
    let run = try place.run("predict \(try place.images[0]) --model m1.safetensors --json")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    let shares = try #require(rows[0]["probabilities"] as? [String: Double])
    #expect(Set(shares.keys) == ["normal", "covid"])
    #expect(abs(shares.values.reduce(0, +) - 1) < 1e-12)
    let logits = try #require(rows[0]["logits"] as? [String: Double])
    #expect(rows[0]["predicted"] as? String == logits.max { $0.value < $1.value }?.key)
    #expect(rows[0]["model"] as? String == "m1")
  }

  @Test("inspect names the default layer; a wrong layer or class is corrected")
  func inspect() throws {
    let run = try place.run("inspect m1.safetensors")
    #expect(run.output.contains("block5.relu") && run.output.contains("default Grad-CAM layer"))
    let image = try place.images[0]
    let layer = try place.run(
      "explain \(image) --model m1.safetensors --layer block5.rely --output out")
    #expect(layer.status == 1 && layer.errors.contains("block5.relu"))
    let target = try place.run(
      "explain \(image) --model m1.safetensors --target covd --output out")
    #expect(target.status == 1 && target.errors.contains("covid"))
  }

  @Test("wrong usage ends with 64, a damaged model with 1 and its name")
  func wrongUsage() throws {
    #expect(try place.run("audit").status == 64)
    #expect(
      try place.run("explain a.png --model m1.safetensors --output o --window 4 --stride 8").status
        == 64)
    try place.write("not a model", to: "bad.safetensors")
    let run = try place.run("inspect bad.safetensors")
    #expect(run.status == 1 && run.errors.contains("bad.safetensors"))
  }

  @Test("hostile names come through as text")
  func names() throws {
    let name = "a,\"b\" <script>🫁\n.png"
    try FileManager.default.copyItem(
      at: place.folder.appending(path: try place.images[0]),
      to: place.folder.appending(path: name))
    try place.write(Manifest.csv([Case(image: name)]), to: "hostile.csv")
    let run = try place.run("audit hostile.csv --model m1.safetensors --output out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try place.table("out/cases.csv")[1][0] == name)
  }

  @Test("phantom and train make a checkpoint, and the same one again")
  func train() throws {
    #expect(
      try place.run(
        "phantom --design imbalanced --train 8 --val 4 --test 0 --size 64 --output set"
      ).status == 0)
    var bytes: Set<Data> = []
    for _ in 0..<2 {
      let run = try place.run(
        "train set/manifest.csv --epochs 2 --input-size 32 --output new.safetensors")
      #expect(run.status == 0, "\(run.errors)")
      bytes.insert(try Data(contentsOf: place.folder.appending(path: "new.safetensors")))
    }
    #expect(bytes.count == 1)
    #expect(try place.run("inspect new.safetensors").output.contains("covid, normal"))
    let manifest = place.folder.appending(path: "manifest.csv").path
    #expect(try place.run("train \(manifest) --output x.safetensors").status == 1)
  }
}
