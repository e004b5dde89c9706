import Checkpoints
import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Sidecars")
struct SidecarTests {
  /// What is read for a plain state dictionary with `json` beside it.
  private func read(
    _ json: String?, overrides: ModelSettings = ModelSettings(), channels: Int = 1,
    classes: Int = 2, metadata: [String: String] = [:]
  ) throws -> Model {
    try withTemporaryPath("m.safetensors") { path in
      try SafetensorsFile.write(
        parameters(of: .compactCNN, channels: channels, classes: classes),
        metadata: ["architecture": "compactcnn"].merging(metadata) { $1 }, to: path)
      if let json { try write(json, beside: path) }
      return try ModelFile.read(path, overrides: overrides)
    }
  }

  private func write(_ json: String, beside path: String) throws {
    let file = URL(filePath: path).deletingPathExtension().appendingPathExtension("json")
    try json.write(to: file, atomically: true, encoding: .utf8)
  }

  @Test("says all that metadata can say, as JSON does")
  func everything() throws {
    let model = try read(
      """
      {
        "class_names": ["normal", "covid"], "input_size": 48, "input_channels": 1,
        "input_range": [0, 255], "input_mean": [100.5], "input_std": [50], "input_fit": "letterbox",
        "input_antialias": false, "input_window": [3000, 1500], "activation": "sigmoid",
        "format_version": 1, "provenance.site": "north"
      }
      """)
    let expected = try InputSpecification(
      size: .square(48), channels: 1, window: .window(width: 3000, level: 1500), range: 0...255,
      mean: [100.5], standardDeviation: [50], fit: .letterbox, antialias: false)
    #expect(model.input == expected)
    #expect(model.classNames == ["normal", "covid"] && model.activation == .sigmoid)
    #expect(model.provenance["site"] == "north" && model.notes == [])
    let said = Set(ModelSetting.allCases.compactMap { model.origins[$0] })
    #expect(said == [.sidecar])
  }

  @Test("also says it in the texts of metadata")
  func texts() throws {
    let model = try read(
      #"""
      {"class_names": "[\"a\",\"b\"]", "input_size": "48x32", "input_mean": "[0.5]",
       "input_std": "[0.25]", "input_range": "[0,1]", "input_window": "own",
       "input_channels": "1", "input_antialias": "true"}
      """#)
    #expect(model.classNames == ["a", "b"] && model.input.window == .ownRange)
    #expect(model.input.size == Extent(height: 32, width: 48) && model.input.mean == [0.5])
  }

  @Test("flags count more, the file's own metadata less, a preset least")
  func precedence() throws {
    let file = [
      "input_size": "64x64", "input_fit": "crop", "input_mean": "[7]", "input_std": "[7]",
    ]
    let model = try read(
      #"{"input_size": 48, "input_fit": "letterbox", "preset": "torchxrayvision"}"#,
      overrides: ModelSettings(inputSize: .square(32)), metadata: file)
    #expect(model.input.size == .square(32) && model.origins[.size] == .flag)
    #expect(model.input.fit == .letterbox && model.origins[.fit] == .sidecar)
    #expect(model.input.mean == [7] && model.origins[.mean] == .file)
    #expect(model.input.range == -1024...1024 && model.origins[.range] == .preset)
    #expect(model.activation == .sigmoid && model.origins[.activation] == .preset)
    #expect(model.classNames == ["class 0", "class 1"] && model.origins[.classNames] == .assumed)
  }

  @Test("a preset of the user takes the place of the file's, and the file's words stay")
  func presets() throws {
    let model = try read(
      #"{"preset": "torchxrayvision", "input_size": 48}"#,
      overrides: ModelSettings(preset: .imageNet), channels: 3)
    #expect(model.input.mean == InputSpecification.imageNetMean && model.input.range == 0...1)
    #expect(model.input.size == .square(48) && model.input.fit == .stretch)
    #expect(model.activation == .softmax && model.origins[.activation] == .assumed)
  }

  @Test("torchxrayvision names its 18 findings, unless somebody does or there are others")
  func findings() throws {
    let sidecar = #"{"preset": "torchxrayvision"}"#
    let model = try read(sidecar, classes: 18)
    #expect(model.classNames.first == "Atelectasis" && model.classNames[9] == "Pleural_Thickening")
    #expect(model.classNames.last == "Enlarged Cardiomediastinum")
    #expect(Set(model.classNames).count == 18 && model.isMultiLabel && model.notes == [])
    #expect(model.input.size == .square(224) && model.input.fit == .crop)
    let names = (0..<18).map { "finding \($0)" }
    #expect(
      try read(sidecar, overrides: ModelSettings(classNames: names), classes: 18).classNames
        == names)
    #expect(try read(sidecar, classes: 14).classNames.first == "class 0")
  }

  @Test(
    "what is wrong is told with the file and the place",
    arguments: [
      (#"{"class_name": ["a", "b"], "input_size": 48}"#, "Did you mean 'class_names'?"),
      (#"{"zzz": 1, "input_size": 48}"#, "there is no entry 'zzz', expected some of"),
      (#"{"input_size": [48, 64]}"#, "'input_size' is '[48,64]', expected width and height"),
      (#"{"input_size": 0}"#, "'input_size' is '0'"), (#"{"input_size": true}"#, "is 'true'"),
      (#"{"input_fit": "squeeze"}"#, "expected stretch, crop, letterbox"),
      (#"{"input_range": [1, 0]}"#, "'input_range' is '[1,0]'"),
      (#"{"input_mean": ["x"]}"#, "a JSON array of numbers"),
      (#"{"format_version": 2}"#, "the newest version known"),
      (
        "{\n  \"input_size\": 48,\n  \"préset\" 3}",
        "it is not JSON at line 3, column 12, expected ':'"
      ),
      (#"{"input_size": 48"#, "it is not JSON at line 1, column 18"),
      (#"{"input_size": 48, "input_size": 64}"#, "it has 'input_size' twice"),
    ])
  func invalid(json: String, message: String) {
    let text = errorText { _ = try read(json) }
    #expect(text.contains("/m.json: ") && text.contains(message), "\(text)")
  }

  @Test(
    "what contradicts the model is told with the model",
    arguments: [
      (#"{"input_mean": [0.5, 0.5]}"#, "the mean has 2 values, expected 1"),
      (#"{"class_names": ["a", "b", "c"]}"#, "there are 3 class names (a, b, c), expected 2"),
      (#"{"input_channels": 3}"#, "the network takes 1 channel, expected 3"),
    ])
  func contradictions(json: String, message: String) {
    let text = errorText { _ = try read(json) }
    #expect(text.contains("/m.safetensors: ") && text.contains(message), "\(text)")
  }

  @Test(
    "a file that is about something else is left alone, and said",
    arguments: [
      (#"{"epochs": 3, "loss": [1, 2]}"#, "says nothing about a model"),
      (#"{"class_name": ["a", "b"]}"#, "Did you mean 'class_names'?"),
      ("[1, 2]", "says nothing about a model"), ("", "is empty"),
      ("[" + String(repeating: "1,", count: 1 << 19) + "1]", "is too long"),
    ])
  func foreign(json: String, message: String) throws {
    let plain = try read(nil)
    let model = try read(json)
    #expect(model.input == plain.input && model.classNames == plain.classNames)
    #expect(model.notes.count == plain.notes.count + 1)
    #expect(model.notes.contains { $0.contains("m.json") && $0.contains(message) })
  }

  @Test("a folder of that name is no sidecar")
  func folder() throws {
    try withTemporaryPath("m.safetensors") { path in
      let folder = path.replacing(".safetensors", with: ".json")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try SafetensorsFile.write(
        parameters(of: .compactCNN), metadata: ["architecture": "compactcnn"], to: path)
      #expect(try ModelFile.read(path).notes.count == 2)
    }
  }
}
