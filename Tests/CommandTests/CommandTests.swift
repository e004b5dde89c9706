import Foundation
import LungAttention
import Testing

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

  @Test("an occlusion map is the same bytes whatever memory it may take")
  func memory() throws {
    let image = try place.images[1]
    var maps: Set<Data> = []
    for memory in ["1", "300k", "64M", "2G"] {
      let run = try place.run(
        "explain \(image) --model m1.safetensors --method occlusion --save-map "
          + "--memory \(memory) --output \(memory)")
      #expect(run.status == 0, "\(run.errors)")
      let folder = place.folder.appending(path: "\(memory)/maps")
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
      maps.insert(try Data(contentsOf: folder.appending(path: name)))
    }
    #expect(maps.count == 1)
  }

  @Test("report makes the same report again, without the models")
  func report() throws {
    let run = try place.run(
      "audit manifest.csv --model m1.safetensors --model m2.safetensors --output out")
    #expect(run.status == 0, "\(run.errors)")
    let names = ["summary.json", "summary.csv", "report.md"]
    func texts(_ folder: String) throws -> [String] {
      try names.map {
        try String(contentsOf: place.folder.appending(path: "\(folder)/\($0)"), encoding: .utf8)
      }
    }
    let written = try texts("out")
    for model in ["m1", "m2"] {
      try FileManager.default.removeItem(
        at: place.folder.appending(path: "\(model).safetensors"))
    }
    let again = try place.run("report out --output elsewhere --json")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try texts("elsewhere") == written && again.output == written[0])
    #expect(try place.run("report out").status == 0)
    #expect(try texts("out") == written)
    #expect(try place.run("report out --group-by view --output elsewhere").status == 0)
    let unknown = try place.run("report out --group-by viev")
    #expect(unknown.status == 1 && unknown.errors.contains("Did you mean 'view'?"))
    #expect(try place.run("report nowhere").status == 1)
    #expect(try place.run("report out elsewhere").status == 64)
  }

  @Test("audits of one model each are merged into a report that compares them")
  func mergedReport() throws {
    for model in ["m1", "m2"] {
      let run = try place.run(
        "audit manifest.csv --model \(model).safetensors --output \(model) "
          + (model == "m1" ? "" : "--no-randomized-twin"))
      #expect(run.status == 0, "\(run.errors)")
    }
    let run = try place.run("report m1 m2 --output both --json")
    #expect(run.status == 0, "\(run.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let comparisons = try #require(json["model_comparisons"] as? [[String: Any]])
    #expect(comparisons.first?["n"] as? Int == 4)
    #expect(comparisons.first?["other_model"] as? String == "m2")
    let nulls = try #require(json["null_comparisons"] as? [[String: Any]])
    let random = nulls.filter { $0["null_model"] as? String == "null_random_weights" }
    #expect(!random.isEmpty && random.allSatisfy { $0["model"] as? String == "m1" })
  }

  @Test(
    "a stopped audit goes on where it was, and ends with the same files", arguments: [true, false])
  func resume(probes: Bool) throws {
    let line =
      "audit manifest.csv --model m1.safetensors --model m2.safetensors --output out"
      + (probes ? "" : " --no-probes")
    #expect(try place.run(line).status == 0)
    func data(_ name: String) throws -> Data {
      try Data(contentsOf: place.folder.appending(path: "out/\(name)"))
    }
    let names = [
      "cases.csv", "frames.csv", "regions.csv", "probes.csv", "summary.json", "report.md",
    ]
    let whole = try names.map(data)
    // As after a kill: one image done, the second half written.
    let cases = whole[0].split(separator: 0x0A)
    let torn = Data(cases[..<4].joined(separator: [0x0A])) + cases[4].prefix(9)
    try torn.write(to: place.folder.appending(path: "out/cases.csv"))
    let frames = whole[1].split(separator: 0x0A)
    try Data(frames[..<6].joined(separator: [0x0A]) + [0x0A])
      .write(to: place.folder.appending(path: "out/frames.csv"))
    let finished = try #require(String(bytes: cases[1], encoding: .utf8)?.split(separator: ",")[0])
    // Not looked at again, unless it lends its thorax to others.
    if !probes {
      try FileManager.default.removeItem(at: place.folder.appending(path: String(finished)))
    }

    let run = try place.run(line + " --resume")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try names.map(data) == whole)
    let other = try place.run(line + " --resume --seed 1")
    #expect(other.status == 1 && other.errors.contains("Leave out --resume"))
    #expect(try place.run(line + " --resume --no-randomized-twin").status == 1)
    #expect(try names.map(data) == whole)
  }

  @Test("the time stands in provenance.json alone, and SOURCE_DATE_EPOCH sets it")
  func provenance() throws {
    var files: [String: Set<Data>] = [:]
    for (folder, epoch) in [("a", "0"), ("b", "86400")] {
      let run = try Command(
        ["audit", "manifest.csv", "--model", "m1.safetensors", "--output", folder],
        in: place.folder, environment: ["SOURCE_DATE_EPOCH": epoch])
      #expect(run.status == 0, "\(run.errors)")
      for name in ["cases.csv", "frames.csv", "summary.json", "report.md", "provenance.json"] {
        files[name, default: []].insert(
          try Data(contentsOf: place.folder.appending(path: "\(folder)/\(name)")))
      }
      let text = try String(
        contentsOf: place.folder.appending(path: "\(folder)/provenance.json"), encoding: .utf8)
      #expect(text.contains(epoch == "0" ? "1970-01-01T00:00:00Z" : "1970-01-02T00:00:00Z"))
      #expect(text.contains("lung-attention audit manifest.csv --model m1.safetensors"))
    }
    #expect(files.filter { $0.value.count > 1 }.keys.sorted() == ["provenance.json"])
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
    for memory in ["0", "-1", "M", "64T", "1.5G", "9999999999999G"] {
      let run = try place.run(
        "explain a.png --model m1.safetensors --output o --memory=\(memory)")
      #expect(run.status == 64 && run.errors.contains("--memory"), "\(memory)")
    }
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
    try place.write(
      CSVWriter.line(["image", "source", "model", "scanner \"x\",\n"])
        + CSVWriter.line([name, "<b>\u{202E}", "mine", "../\u{0} مستشفى"]), to: "hostile.csv")
    let run = try place.run("audit hostile.csv --model m1.safetensors --output out")
    #expect(run.status == 0, "\(run.errors)")
    let table = try place.table("out/cases.csv")
    let row = Dictionary(uniqueKeysWithValues: zip(table[0], table[1]))
    #expect(row["image"] == name && row["source"] == "<b>\u{202E}" && row["model"] == "m1")
    #expect(row["manifest_model"] == "mine" && row["scanner \"x\",\n"] == "../\u{0} مستشفى")
    let pictures = try FileManager.default.subpathsOfDirectory(
      atPath: place.folder.appending(path: "out").path)
    #expect(pictures.allSatisfy { !$0.contains("<") && !$0.contains("\n") })
    #expect(pictures.contains(try #require(row["overlay"])))
    #expect(pictures.contains(try #require(row["map"])))
    let grouped = try Command(
      ["report", "out", "--group-by", "scanner \"x\",\n"], in: place.folder)
    #expect(grouped.status == 0, "\(grouped.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: place.folder.appending(path: "out/summary.json")))
        as? [String: Any])
    #expect((json["groups"] as? [[String: Any]])?.count == 1)
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

  @Test("flags say what a model does not, negative numbers included")
  func preprocessingFlags() throws {
    let run = try place.run(
      "inspect m1.safetensors --json --range -1024,1024 --mean -3.5 --std 2 --letterbox "
        + "--window-level 3000,1500 --classes a,b --output-activation sigmoid --input-size 48 "
        + "--channels 1")
    #expect(run.status == 0, "\(run.errors)")
    let facts = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(facts["range"] as? [Double] == [-1024, 1024] && facts["mean"] as? [Double] == [-3.5])
    #expect(facts["std"] as? [Double] == [2] && facts["fit"] as? String == "letterbox")
    #expect(facts["window"] as? String == "3000.0,1500.0")
    #expect(facts["classes"] as? [String] == ["a", "b"])
    #expect(facts["activation"] as? String == "sigmoid" && facts["multi_label"] as? Bool == true)
    #expect(facts["input_width"] as? Int == 48)
    let origins = try #require(facts["origins"] as? [String: String])
    #expect(origins["input_range"] == "flag" && origins["input_antialias"] == "file")
    let candidates = try #require(facts["candidates"] as? [[String: Any]])
    #expect(candidates.compactMap { $0["name"] as? String }.last == "block5.relu")
    #expect(candidates.compactMap { $0["default"] as? Bool } == [false, false, false, true])
    #expect(try place.run("inspect m1.safetensors --range=-1,1").status == 0)
  }

  @Test(
    "flags that say nothing sensible are wrong usage",
    arguments: [
      "--range 1,0", "--range 0,0", "--range 5", "--range nan,1", "--window-level wide",
      "--window-level 0,5", "--crop --letterbox", "--fit crop", "--preset imagnet",
      "--output-activation relu", "--channels 0",
    ])
  func badFlags(flags: String) throws {
    #expect(try place.run("inspect m1.safetensors \(flags)").status == 64)
  }

  @Test("flags that contradict the model are errors that name it")
  func contradictions() throws {
    for (flags, message) in [
      ("--channels 3", "the network takes 1 channel, expected 3"),
      ("--mean 0,0,0", "the mean has 3 values, expected 1"),
      ("--classes a,b,c", "there are 3 class names"),
    ] {
      let run = try place.run("inspect m1.safetensors \(flags)")
      #expect(run.status == 1 && run.errors.contains("m1.safetensors: "), "\(run.errors)")
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test("a JSON file beside the model completes it, and inspect says who said what")
  func sidecar() throws {
    try place.write(#"{"input_range": [0, 255], "class_names": ["a", "b"]}"#, to: "m1.json")
    let text = try place.run("inspect m1.safetensors").output
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("range") })
    #expect(line.contains("black 0, white 255") && line.hasSuffix("sidecar"))
    try place.write(#"{"input_rnge": [0, 255], "class_names": ["a", "b"]}"#, to: "m1.json")
    let run = try place.run("inspect m1.safetensors")
    #expect(run.status == 1 && run.errors.contains("m1.json: "))
    #expect(run.errors.contains("Did you mean 'input_range'?"))
  }

  @Test("a state dictionary of which nothing is known is warned about")
  func unknownPreprocessing() throws {
    let network = Network(graph: Architecture.compactCNN.graph(channels: 1, classes: 1), seed: 1)
    let path = place.folder.appending(path: "plain.safetensors").path
    try SafetensorsFile.write(network.parameters, metadata: [:], to: path)
    let warning = "Nothing is known about its preprocessing"
    let run = try place.run("inspect plain.safetensors --architecture compactcnn")
    #expect(run.output.contains(warning) && run.errors.contains(warning))
    #expect(run.output.contains("negative, positive"))
    let told = try place.run(
      "inspect plain.safetensors --architecture compactcnn --preset torchxrayvision "
        + "--classes covid")
    #expect(told.errors == "" && told.output.contains("not covid, covid"))
    let image = try place.images[0]
    let scores = try place.run(
      "score \(image) --mask masks --model plain.safetensors --architecture compactcnn "
        + "--input-size 32 --preset torchxrayvision --classes covid --target 0 --json")
    #expect(scores.output.contains(#""target": "not covid""#), "\(scores.errors)")
  }

  @Test("labels that hold together are predicted each by itself")
  func multiLabel() throws {
    let run = try place.run(
      "predict \(try place.images[0]) --model m1.safetensors --output-activation sigmoid --json")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    let logits = try #require(rows[0]["logits"] as? [String: Double])
    let positives = try #require(rows[0]["positives"] as? [String])
    #expect(Set(positives) == Set(logits.filter { $0.value >= 0 }.keys))
    let plain = try place.run(
      "predict \(try place.images[0]) --model m1.safetensors --output-activation none --json")
    #expect(plain.output.contains(#""probabilities": null"#) && !plain.output.contains("positives"))
  }

  @Test("a 12-bit radiograph in a 16-bit file is not black, and the row says which range was used")
  func bitDepth() throws {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Imaging/every-12-bit-value.png")
    try FileManager.default.copyItem(at: fixture, to: place.folder.appending(path: "deep.png"))
    try place.write("image\ndeep.png\n", to: "deep.csv")
    var answers: [String] = []
    for (flags, isOwn) in [
      ("", true), ("--window-level own", true), ("--window-level 4095,2047.5", false),
      ("--window-level full", false),
    ] {
      let run = try place.run("audit deep.csv --model m1.safetensors --output out \(flags)")
      #expect(run.status == 0, "\(run.errors)")
      let rows = try place.table("out/cases.csv")
      let row = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
      #expect(row["warnings"]?.contains("own-range") == isOwn)
      let predicted = try place.run("predict deep.png --model m1.safetensors --json \(flags)")
      answers.append(predicted.output)
    }
    #expect(answers[0] == answers[1] && answers[0] != answers[3])
  }

  @Test("train applies the window that it then writes into the checkpoint")
  func trainWindow() throws {
    let manifest = place.folder.appending(path: "manifest.csv").path
    let table = try place.table("manifest.csv")
    let split = try #require(table[0].firstIndex(of: "split"))
    try place.write(
      table.map { $0.enumerated().map { $0 == split && $1 == "test" ? "train" : $1 } }
        .map(CSVWriter.line).joined(), to: "manifest.csv")
    for (flags, window) in [("", "auto"), ("--window-level 100,200 --crop", "100.0,200.0")] {
      let run = try place.run(
        "train \(manifest) --epochs 1 --input-size 32 --output w.safetensors \(flags)")
      #expect(run.status == 0, "\(run.errors)")
      let facts = try place.run("inspect w.safetensors --json").output
      #expect(facts.contains(#""window": "\#(window)""#))
      #expect(facts.contains(#""fit": "\#(flags.isEmpty ? "stretch" : "crop")""#))
    }
  }
}
