import Models
import Networks
import Tensors
import Testing

@Suite("Labels")
struct LabelTests {
  private func model(
    _ names: [String], _ activation: OutputActivation, isMultiLabel: Bool? = nil
  ) throws -> Model {
    try Model(
      name: "m",
      network: Network(
        graph: Architecture.compactCNN.graph(channels: 1, classes: names.count), seed: 1),
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0], standardDeviation: [1]),
      classNames: names, activation: activation, isMultiLabel: isMultiLabel)
  }

  @Test("one class of several: the predicted class is the label")
  func single() throws {
    let model = try model(["normal", "covid"], .softmax)
    #expect(!model.isMultiLabel)
    let covid = try Prediction(logits: [0, 1], activation: .softmax)
    #expect(model.isCorrect(covid, label: "covid") == true)
    #expect(model.isCorrect(covid, label: "normal") == false)
    #expect(model.isCorrect(covid, label: "flu") == nil)
  }

  @Test(
    "labels that can hold together: each must be found, and no finding means none",
    arguments: [
      ([1, -1, 1], "Mass", true), ([1, -1, 1], "Edema", true), ([1, -1, 1], "Nodule", false),
      ([1, -1, 1], "Mass|Edema", true), ([1, -1, 1], "Mass|Nodule", false),
      ([1, -1, 1], "No Finding", false), ([-1, -1, -1], "No Finding", true),
      ([-1, -1, -1], "normal", true), ([-1, -1, -1], "NONE", true),
      ([-1, -1, -1], "Mass", false), ([1, 1, 1], "Hernia", nil), ([1, 1, 1], "Mass|Hernia", nil),
      ([1, 1, 1], "", nil), ([1, 1, 1], "|", nil),
    ] as [([Float], String, Bool?)])
  func several(logits: [Float], label: String, expected: Bool?) throws {
    let model = try model(["Mass", "Nodule", "Edema"], .sigmoid)
    #expect(model.isMultiLabel)
    let prediction = try Prediction(logits: logits, activation: .sigmoid)
    #expect(model.isCorrect(prediction, label: label) == expected)
  }

  @Test("a class called as no finding is a class like others")
  func noFindingAsClass() throws {
    let model = try model(["No Finding", "Mass"], .sigmoid)
    let prediction = try Prediction(logits: [1, -1], activation: .sigmoid)
    #expect(model.isCorrect(prediction, label: "No Finding") == true)
    #expect(model.isCorrect(prediction, label: "normal") == false)
  }

  @Test("two classes out of a single logit exclude each other")
  func binary() throws {
    let model = try model(["not covid", "covid"], .sigmoid, isMultiLabel: false)
    let prediction = try Prediction(logits: [-2, 2], activation: .sigmoid)
    #expect(model.isCorrect(prediction, label: "covid") == true)
    #expect(model.isCorrect(prediction, label: "normal") == nil)
  }
}
