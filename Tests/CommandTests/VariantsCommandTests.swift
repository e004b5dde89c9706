import Foundation
import LungAttention
import Testing

/// A folder with a small study, on which the built command line is run.
private final class VariantPlace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for name in ["a", "b"] {
      try PhantomFolder(path: folder.appending(path: name).path, width: 72, height: 64).write(
        PhantomDesign(.balanced, train: 0, val: 0, test: 4).cases)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  func table(_ name: String) throws -> [[String]] {
    try CSVReader(Data(contentsOf: folder.appending(path: name))).records.map(\.fields)
  }

  /// All files below a folder and their bytes.
  func files(_ name: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: path(name)) {
      var isFolder: ObjCBool = false
      let full = path("\(name)/\(file)")
      guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[file] = try Data(contentsOf: URL(filePath: full))
    }
    return files
  }
}

@Suite("The command variants")
struct VariantsCommandTests {
  private let place: VariantPlace
  private let kinds = VariantKind.allCases.map(\.rawValue)
  init() throws { place = try VariantPlace() }

  /// An image of each study of the same name, with a further column.
  private func twoStudies() throws -> [String] {
    let names = try Manifest(path: place.path("a/manifest.csv")).cases.map {
      ($0.image as NSString).lastPathComponent
    }
    let rows = ["a", "b"].map {
      "\($0)/images/\(names[0]),\($0)/masks/\(names[0]),normal,\($0),\"x, \($0)\",kept"
    }
    try place.write(
      "image,mask,label,source,scanner,note\n" + rows.joined(separator: "\n") + "\n",
      to: "two.csv")
    return names
  }

  @Test("each kind's folder is complete in itself and can be audited")
  func selfContained() throws {
    let run = try place.run("variants a/manifest.csv --output out")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == kinds.map { "out/\($0)/manifest.csv\n" }.joined())
    #expect(try place.table("out/errors.csv").count == 1)
    let network = Network(
      graph: Architecture.compactCNN.graph(channels: 1, classes: 2), seed: 1)
    let model = try Model(
      name: "m", architecture: .compactCNN, network: network,
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
      classNames: ["normal", "covid"])
    try ModelFile.write(model, to: place.path("m.safetensors"))
    // Elsewhere and without the originals.
    try FileManager.default.moveItem(atPath: place.path("out"), toPath: place.path("moved"))
    try FileManager.default.removeItem(atPath: place.path("a"))
    for kind in kinds {
      let audit = try place.run(
        "audit moved/\(kind)/manifest.csv --model m.safetensors --no-randomized-twin "
          + "--output audit-\(kind)")
      #expect(audit.status == 0, "\(audit.errors)")
      #expect(try place.table("audit-\(kind)/cases.csv").count == 5)
    }
  }

  @Test("all columns are kept, images of one name do not meet, and notes are added")
  func columns() throws {
    let name = try twoStudies()[0]
    let run = try place.run("variants two.csv --kinds marker-removed,full --output out")
    #expect(run.status == 0, "\(run.errors)")
    let table = try place.table("out/full/manifest.csv")
    #expect(table[0] == Manifest.columns + ["scanner", "note"])
    let stem = (name as NSString).deletingPathExtension
    #expect(table.dropFirst().map { $0[0] } == ["images/\(stem).png", "images/\(stem)-2.png"])
    #expect(table.dropFirst().map { $0[1] } == ["masks/\(stem).png", "masks/\(stem)-2.png"])
    #expect(table.dropFirst().map { $0[7] } == ["x, a", "x, b"])
    #expect(table.dropFirst().allSatisfy { $0[8] == "kept" })
    let full = try place.files("out/full")
    #expect(full.count == 5)
    for (image, study) in [("\(stem).png", "a"), ("\(stem)-2.png", "b")] {
      #expect(
        try ImageFile.read(place.path("out/full/images/\(image)"))
          == ImageFile.read(place.path("\(study)/images/\(name)")))
    }
    // A plain picture has no letters to remove, and says so after what it already says.
    try GrayImage(width: 40, height: 30, repeating: 0.5).writePNG(to: place.path("plain.png"))
    try place.write("image,note\nplain.png,kept\n", to: "plain.csv")
    let plain = try place.run(
      "variants plain.csv --kinds marker-removed,border-removed --output plain")
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(try place.table("plain/marker-removed/manifest.csv")[1].last == "kept; no-marker")
    #expect(try place.table("plain/border-removed/manifest.csv")[1].last == "kept; no-border")
    #expect(plain.errors.contains("no-border: 1"))
  }

  @Test("what cannot be made is listed by kind and the rest goes on")
  func failures() throws {
    let name = try twoStudies()[0]
    let image = "a/images/\(name)"
    let size = try ImageFile.read(place.path(image)).extent
    for (file, tone) in [("empty.png", Float(0)), ("full.png", 1)] {
      try GrayImage(width: size.width, height: size.height, repeating: tone)
        .writePNG(to: place.path(file))
    }
    try GrayImage(width: 9, height: 90, repeating: 1).writePNG(to: place.path("other.png"))
    try place.write("no image", to: "text.png")
    for number in 1...6 {
      try FileManager.default.copyItem(
        atPath: place.path(image), toPath: place.path("\(number).png"))
    }
    try place.write(
      """
      image,mask
      1.png,
      2.png,empty.png
      3.png,full.png
      4.png,other.png
      5.png,text.png
      6.png,a/masks/\(name)
      missing.png,
      text.png,
      6.png
      1.png,full.png

      """, to: "bad.csv")
    let run = try place.run("variants bad.csv --kinds full,lungs-removed,box-only --output out")
    #expect(run.status == 3)
    #expect(
      try place.table("out/full/manifest.csv").map { $0[0] } == [
        "image", "images/1.png", "images/2.png", "images/3.png", "images/6.png",
      ])
    for kind in ["lungs-removed", "box-only"] {
      #expect(
        try place.table("out/\(kind)/manifest.csv").map { $0[0] } == ["image", "images/6.png"])
    }
    let errors = try place.table("out/errors.csv")
    #expect(errors[0] == ["image", "kind", "reason"])
    #expect(errors.count == 1 + 3 * 2 + 2 + 2 + 1 + 1)
    for (image, words) in [
      ("1.png", "no lung mask"), ("2.png", "empty lung mask"), ("3.png", "whole picture"),
      ("4.png", "other.png: "), ("5.png", "text.png: "), ("missing.png", "no such file"),
      ("text.png", "a text file"), ("6.png", "fields"), ("1.png", "another mask"),
    ] {
      #expect(errors.contains { $0[0] == image && $0[2].contains(words) }, "\(image): \(words)")
    }
    try place.write("image\nmissing.png\n", to: "none.csv")
    #expect(try place.run("variants none.csv --output none").status == 1)
    for flags in ["--kinds lungs", "--kinds full,", "--fill grey", "--dilate 1.5", "--threads 0"] {
      #expect(try place.run("variants two.csv --output o \(flags)").status == 64, "\(flags)")
    }
    #expect(
      try place.run("variants two.csv --output o --kinds lungs-remove").errors
        .contains("Did you mean 'lungs-removed'?"))
  }

  @Test("the same bytes for any number of threads, and other noise for another seed")
  func threads() throws {
    for (output, flags) in [
      ("one", "--threads 1"), ("three", "--threads 3"), ("seed", "--threads 3 --seed 9"),
    ] {
      let run = try place.run(
        "variants a/manifest.csv --fill noise --dilate -1 --output \(output) \(flags)")
      #expect(run.status == 0, "\(run.errors)")
    }
    let one = try place.files("one")
    #expect(try place.files("three") == one)
    let other = try place.files("seed")
    #expect(other.keys == one.keys && other != one)
    #expect(one.count == kinds.count * 9 + 1)
  }

  @Test("a split alone, and 16 bits that stay 16")
  func deep() throws {
    let tones = (0..<2400).map { Float($0 * 27) / 65535 }
    try GrayImage(width: 60, height: 40, samples: tones, bitDepth: 16)
      .writePNG(to: place.path("deep.png"))
    try GrayImage(
      width: 60, height: 40, samples: (0..<2400).map { (10..<50).contains($0 % 60) ? 1 : 0 }
    ).writePNG(to: place.path("lungs.png"))
    try place.write(
      "image,mask,split\ndeep.png,lungs.png,test\nmissing.png,,train\n", to: "deep.csv")
    let run = try place.run("variants deep.csv --split test --output out")
    #expect(run.status == 0, "\(run.errors)")
    for kind in kinds {
      let image = try ImageFile.read(place.path("out/\(kind)/images/deep.png"))
      #expect(image.bitDepth == 16)
      // Inside or outside the lungs something stays.
      #expect([1200, 1230].contains { image.samples[$0] == tones[$0] })
    }
    #expect(
      try ImageFile.read(place.path("out/full/images/deep.png")).samples == tones)
  }
}
