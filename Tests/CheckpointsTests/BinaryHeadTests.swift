import Checkpoints
import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Models with a single logit")
struct BinaryHeadTests {
  private func read(
    _ settings: ModelSettings = ModelSettings(), at path: String
  ) throws -> Model {
    try SafetensorsFile.write(
      parameters(of: .compactCNN, classes: 1),
      metadata: [
        "architecture": "compactcnn", "input_size": "32x32", "input_mean": "[0]",
        "input_std": "[1]", "input_fit": "stretch",
      ], to: path)
    return try ModelFile.read(path, overrides: settings)
  }

  @Test("have two classes with the logits −z and z, whose probabilities sum to 1")
  func logits() throws {
    try withTemporaryPath { path in
      let model = try read(at: path)
      let plain = try Network(
        graph: Architecture.compactCNN.graph(channels: 1, classes: 1),
        parameters: parameters(of: .compactCNN, classes: 1))
      let image = GrayImage(width: 32, height: 32, samples: (0..<1024).map { Float($0) / 1023 })
      let input = model.input.prepare(image).input
      let z = try plain.output(for: input).logicalElements[0]
      let prediction = try model.predict(image)
      #expect(prediction.logits == [-z, z] && z != 0)
      #expect(prediction.predicted == (z > 0 ? 1 : 0))
      let shares = try #require(prediction.probabilities)
      #expect(abs(shares[1] - 1 / (1 + exp(-Double(z)))) < 1e-12)
      #expect(abs(shares[0] + shares[1] - 1) < 1e-12)
      #expect(!model.isMultiLabel && model.activation == .sigmoid)
      let trained = plain.trainedParameterCount
      #expect(model.network.trainedParameterCount == trained)
    }
  }

  @Test(
    "are named by both classes, by the positive one, or by nobody",
    arguments: [
      (["normal", "covid"], ["normal", "covid"]), (["covid"], ["not covid", "covid"]),
      (nil, ["negative", "positive"]),
    ] as [([String]?, [String])])
  func names(said: [String]?, expected: [String]) throws {
    try withTemporaryPath { path in
      let model = try read(ModelSettings(classNames: said, activation: .sigmoid), at: path)
      #expect(model.classNames == expected)
      #expect(model.notes.isEmpty == (said != nil))
    }
  }

  @Test(
    "cannot have three names or a softmax",
    arguments: [
      (
        ModelSettings(classNames: ["a", "b", "c"]), "3 class names for one output, expected one or"
      ),
      (ModelSettings(activation: .softmax), "one output, whose softmax is always 1"),
    ])
  func contradictions(settings: ModelSettings, message: String) throws {
    try withTemporaryPath { path in
      let text = errorText { _ = try read(settings, at: path) }
      #expect(text.hasPrefix("\(path): ") && text.contains(message), "\(text)")
    }
  }

  @Test("may have an output that is no probability")
  func regression() throws {
    try withTemporaryPath { path in
      let model = try read(ModelSettings(activation: OutputActivation.none), at: path)
      let prediction = try model.predict(GrayImage(width: 32, height: 32, repeating: 0.5))
      #expect(prediction.logits[0] == -prediction.logits[1])
      #expect(prediction.probabilities == nil)
    }
  }

  @Test("are written without the head and read back the same")
  func roundTrip() throws {
    try withTemporaryPath { path in
      let model = try read(ModelSettings(classNames: ["covid"], activation: .sigmoid), at: path)
      try ModelFile.write(model, to: path)
      #expect(
        try Set(SafetensorsFile(contentsOf: path).header.entries.keys)
          == Set(parameters(of: .compactCNN, classes: 1).keys))
      let back = try ModelFile.read(path)
      #expect(back.classNames == ["not covid", "covid"] && back.input == model.input)
      let image = GrayImage(width: 40, height: 30, repeating: 0.25)
      #expect(try back.predict(image) == model.predict(image))
    }
  }
}
