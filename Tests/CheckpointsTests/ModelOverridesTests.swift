import Checkpoints
import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Model overrides")
struct ModelOverridesTests {
  private func model(architecture: Architecture? = .compactCNN) throws -> Model {
    try Model(
      name: "model", architecture: architecture,
      network: Network(graph: Architecture.compactCNN.graph(channels: 1, classes: 2), seed: 3),
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.1], standardDeviation: [0.3], antialias: false),
      classNames: ["normal", "covid"])
  }

  @Test("what the user says counts more than what the file says")
  func precedence() throws {
    try withTemporaryPath { path in
      try ModelFile.write(model(), to: path)
      let read = try ModelFile.read(
        path,
        overrides: ModelOverrides(
          inputSize: .square(48), channels: 1, mean: [0.5], standardDeviation: [0.6],
          fit: .letterbox, classNames: ["x", "y"], activation: .sigmoid))
      let expected = try InputSpecification(
        size: .square(48), channels: 1, mean: [0.5], standardDeviation: [0.6], fit: .letterbox,
        antialias: false)
      #expect(read.input == expected)
      #expect(read.classNames == ["x", "y"] && read.activation == .sigmoid)
    }
  }

  @Test(
    "those that the weights contradict are errors",
    arguments: [
      (ModelOverrides(channels: 3), "first convolution takes 1 channel, expected 3"),
      (ModelOverrides(mean: [0.5, 0.5, 0.5]), "the mean has 3 values, expected 1"),
      (ModelOverrides(classNames: ["only"]), "there are 1 class names (only), expected 2"),
      (ModelOverrides(inputSize: .square(2)), "the network cannot take an input of shape"),
      (ModelOverrides(architecture: .resnet18), "Was it saved from compactcnn?"),
    ])
  func contradictions(overrides: ModelOverrides, message: String) throws {
    try withTemporaryPath { path in
      try ModelFile.write(model(), to: path)
      let text = errorText { _ = try ModelFile.read(path, overrides: overrides) }
      #expect(text.hasPrefix("\(path): ") && text.contains(message), "\(text)")
    }
  }

  @Test(
    "what nobody says is torchvision's habit, and the notes say so",
    arguments: [
      (1, [0], [1]), (2, [0, 0], [1, 1]), (3, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ] as [(Int, [Float], [Float])])
  func assumptions(channels: Int, mean: [Float], deviation: [Float]) throws {
    try withTemporaryPath { path in
      let plain = parameters(of: .compactCNN, channels: channels, classes: 1)
      try SafetensorsFile.write(plain, to: path)
      let model = try ModelFile.read(path, overrides: ModelOverrides(architecture: .compactCNN))
      let expected = try InputSpecification(
        size: .square(224), channels: channels, mean: mean, standardDeviation: deviation)
      #expect(model.input == expected)
      #expect(model.classNames == ["class 0"] && model.activation == .sigmoid)
      #expect(model.notes.count == 2)
      #expect(model.notes.contains { $0.contains("224×224") && $0.contains("--mean") })
    }
  }

  @Test("a model without architecture is not written")
  func noArchitecture() throws {
    let anonymous = try model(architecture: nil)
    try withTemporaryPath { path in
      let text = errorText { try ModelFile.write(anonymous, to: path) }
      #expect(text.hasPrefix("\(path): the model has no architecture"))
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("weights that diverged are neither written nor replace a good file")
  func diverged() throws {
    let good = try model()
    var network = good.network
    network.update("classifier.bias", to: Tensor([2], repeating: .nan))
    let bad = try Model(
      name: "bad", architecture: .compactCNN, network: network, input: good.input,
      classNames: good.classNames)
    try withTemporaryPath { path in
      try ModelFile.write(good, to: path)
      let before = try Data(contentsOf: URL(filePath: path))
      let text = errorText { try ModelFile.write(bad, to: path) }
      #expect(text.hasPrefix("\(path): 'classifier.bias' holds NaN"))
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }
}
