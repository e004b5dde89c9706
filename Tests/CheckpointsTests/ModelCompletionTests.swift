import Checkpoints
import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Completing models")
struct ModelCompletionTests {
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
        overrides: ModelSettings(
          window: .full, inputSize: .square(48), channels: 1, fit: .letterbox,
          range: 0...255, mean: [0.5], standardDeviation: [0.6], classNames: ["x", "y"],
          activation: .sigmoid))
      let expected = try InputSpecification(
        size: .square(48), channels: 1, window: .full, range: 0...255, mean: [0.5],
        standardDeviation: [0.6], fit: .letterbox, antialias: false)
      #expect(read.input == expected)
      #expect(read.classNames == ["x", "y"] && read.activation == .sigmoid && read.isMultiLabel)
      #expect(read.origins[.mean] == .flag && read.origins[.antialias] == .file)
    }
  }

  @Test(
    "those that the weights contradict are errors",
    arguments: [
      (ModelSettings(channels: 3), "the network takes 1 channel, expected 3"),
      (ModelSettings(mean: [0.5, 0.5, 0.5]), "the mean has 3 values, expected 1"),
      (ModelSettings(classNames: ["only"]), "there are 1 class names (only), expected 2"),
      (ModelSettings(inputSize: .square(2)), "the network cannot take an input of shape"),
      (ModelSettings(architecture: .resnet18), "Was it saved from compactcnn?"),
    ])
  func contradictions(overrides: ModelSettings, message: String) throws {
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
      let plain = parameters(of: .compactCNN, channels: channels, classes: 2)
      try SafetensorsFile.write(plain, to: path)
      let model = try ModelFile.read(path, overrides: ModelSettings(architecture: .compactCNN))
      let expected = try InputSpecification(
        size: .square(224), channels: channels, mean: mean, standardDeviation: deviation)
      #expect(model.input == expected)
      #expect(model.classNames == ["class 0", "class 1"] && model.activation == .softmax)
      #expect(model.notes.count == 2)
      #expect(
        model.notes[0].hasPrefix("Nothing is known about its preprocessing; assumed: an input of"))
      #expect(model.notes[0].contains("224×224") && model.notes[0].contains("--mean"))
      #expect(model.notes[1].contains("softmax") && model.notes[1].contains("--classes"))
      #expect(model.origins[.range] == .assumed && model.origins[.window] == .standard)
    }
  }

  @Test("a known mean without a range is one for 0…1, and then that is no guess")
  func range() throws {
    try withTemporaryPath { path in
      try SafetensorsFile.write(parameters(of: .compactCNN), to: path)
      let model = try ModelFile.read(
        path,
        overrides: ModelSettings(
          architecture: .compactCNN, inputSize: .square(32), fit: .stretch, mean: [0.5],
          standardDeviation: [0.2], classNames: ["a", "b"], activation: .softmax))
      #expect(model.input.range == 0...1 && model.origins[.range] == .standard)
      #expect(model.notes == [])
    }
  }

  @Test("ImageNet's colours are not assumed for another range than theirs")
  func otherRange() throws {
    try withTemporaryPath { path in
      try SafetensorsFile.write(parameters(of: .compactCNN, channels: 3), to: path)
      let model = try ModelFile.read(
        path, overrides: ModelSettings(architecture: .compactCNN, range: 0...255))
      #expect(model.input.range == 0...255)
      #expect(model.input.mean == [0, 0, 0] && model.input.standardDeviation == [1, 1, 1])
      #expect(model.notes[0].hasPrefix("Not all is known about its input; assumed: "))
      #expect(model.notes[0].contains("mean 0, standard deviation 1"))
    }
  }

  @Test("a preset for other channels is an error where it counts, and said where it does not")
  func presetOfOtherChannels() throws {
    try withTemporaryPath { path in
      try ModelFile.write(model(), to: path)
      let ours = try ModelFile.read(path, overrides: ModelSettings(preset: .imageNet))
      #expect(ours.input.channels == 1 && ours.notes.count == 1)
      #expect(ours.notes[0].hasPrefix("The preset imagenet changed nothing"))

      try SafetensorsFile.write(parameters(of: .compactCNN), to: path)
      let text = errorText {
        _ = try ModelFile.read(
          path, overrides: ModelSettings(architecture: .compactCNN, preset: .imageNet))
      }
      #expect(text.contains("takes 1 channel, expected 3, for the preset imagenet"), "\(text)")
    }
  }

  @Test("a range and a mean from different sources are doubted")
  func mixedUnits() throws {
    try withTemporaryPath { path in
      try ModelFile.write(model(), to: path)
      let said = try ModelFile.read(path)
      #expect(said.notes == [])
      let mixed = try ModelFile.read(path, overrides: ModelSettings(range: 0...255))
      #expect(
        mixed.notes == [
          "The range comes from the flag, but input_mean from the file: "
            + "check that both are in the same units."
        ])
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
