import Checkpoints
import Diagnostics
import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Model files")
struct ModelFileTests {
  private func temporary<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  private func model(_ architecture: Architecture = .compactCNN) throws -> Model {
    try Model(
      name: "m", architecture: architecture,
      network: Network(graph: architecture.graph(channels: 1, classes: 3), seed: 1),
      input: InputSpecification(
        size: Extent(height: 40, width: 56), channels: 1, mean: [0.41], standardDeviation: [0.23],
        fit: .crop, antialias: false),
      classNames: ["a", "b \"quoted\"", "c"], provenance: ["seed": "7"])
  }

  @Test("a model reads back with weights, classes, preprocessing and provenance")
  func roundTrip() throws {
    try temporary { path in
      let model = try model()
      try ModelFile.write(model, to: path)
      let first = try Data(contentsOf: URL(filePath: path))
      let back = try ModelFile.read(path)
      #expect(back.input == model.input && back.classNames == model.classNames)
      #expect(back.architecture == .compactCNN && back.provenance["seed"] == "7")
      #expect(back.notes.isEmpty)
      for (name, value) in model.network.parameters {
        #expect(back.network.parameters[name]?.logicalElements == value.logicalElements)
      }
      try ModelFile.write(back, to: path)
      #expect(try Data(contentsOf: URL(filePath: path)) == first)
    }
  }

  private func write(
    _ architecture: Architecture, to path: String, prefix: String = "",
    change: (inout [String: Tensor]) -> Void = { _ in }
  ) throws {
    var tensors = Network(graph: architecture.graph(channels: 3, classes: 2), seed: 1).parameters
    change(&tensors)
    try SafetensorsFile.write(
      Dictionary(uniqueKeysWithValues: tensors.map { (prefix + $0.key, $0.value) }),
      metadata: [:], to: path)
  }

  private func message(
    _ architecture: Architecture?, change: (inout [String: Tensor]) -> Void
  ) throws -> String {
    try temporary { path in
      try write(.compactCNN, to: path, change: change)
      do {
        _ = try ModelFile.read(path, overrides: ModelSettings(architecture: architecture))
        Issue.record("accepted")
        return ""
      } catch { return "\(error)" }
    }
  }

  @Test("a plain state dictionary needs its architecture named, and then says what it assumes")
  func stateDictionary() throws {
    try temporary { path in
      try write(.compactCNN, to: path)
      #expect(throws: FileError.self) { try ModelFile.read(path) }
      let model = try ModelFile.read(
        path, overrides: ModelSettings(architecture: .compactCNN))
      #expect(model.classNames.count == 2 && model.input.channels == 3)
      #expect(!model.notes.isEmpty)
    }
  }

  @Test("a common prefix such as DataParallel's is left out, and said")
  func prefix() throws {
    try temporary { path in
      try write(.compactCNN, to: path, prefix: "module.")
      let model = try ModelFile.read(
        path, overrides: ModelSettings(architecture: .compactCNN))
      #expect(model.notes.contains { $0.contains("module.") })
    }
  }

  @Test("missing, extra and misshapen parameters are named")
  func parameters() throws {
    let suggestion = try message(nil) { _ in }
    #expect(suggestion.contains("compactcnn"))
    let missing = try message(.compactCNN) { $0["block2.bn.bias"] = nil }
    #expect(missing.contains("block2.bn.bias"))
    let extra = try message(.compactCNN) { $0["block9.conv.weight"] = Tensor([1]) }
    #expect(extra.contains("block9.conv.weight"))
    let shape = try message(.compactCNN) { $0["block3.conv.weight"] = Tensor([64, 31, 3, 3]) }
    #expect(shape.contains("[64, 31, 3, 3]") && shape.contains("[64, 32, 3, 3]"))
    let wrong = try message(.resnet18) { _ in }
    #expect(wrong.contains("resnet18"))
  }
}
