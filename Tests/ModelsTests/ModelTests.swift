import Diagnostics
import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Models")
struct ModelTests {
  private func model(classes: Int = 2, names: [String] = ["normal", "covid"]) throws -> Model {
    try Model(
      name: "m", architecture: .compactCNN,
      network: Network(
        graph: Architecture.compactCNN.graph(channels: 1, classes: classes), seed: 1),
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
      classNames: names)
  }

  @Test("input is (sample − mean) / deviation, repeated over channels")
  func preparation() throws {
    let input = try InputSpecification(
      size: Extent(height: 2, width: 3), channels: 2, mean: [0.5, 0], standardDeviation: [0.25, 2])
    let image = GrayImage(width: 3, height: 2, samples: [0, 0.25, 0.5, 0.75, 1, 0])
    let (tensor, geometry) = input.prepare(image)
    #expect(tensor.shape == [1, 2, 2, 3])
    #expect(tensor.logicalElements == [-2, -1, 0, 1, 2, -2, 0, 0.125, 0.25, 0.375, 0.5, 0])
    #expect(geometry.original == image.extent && geometry.network == input.size)
  }

  @Test("a specification that contradicts itself is refused")
  func specification() {
    #expect(throws: InputSpecificationError.self) {
      try InputSpecification(size: .square(0), channels: 1, mean: [0], standardDeviation: [1])
    }
    #expect(throws: InputSpecificationError.self) {
      try InputSpecification(size: .square(8), channels: 3, mean: [0], standardDeviation: [1])
    }
    #expect(throws: InputSpecificationError.self) {
      try InputSpecification(size: .square(8), channels: 1, mean: [0], standardDeviation: [0])
    }
    #expect(throws: InputSpecificationError.self) {
      try InputSpecification(
        size: .square(1 << 40), channels: 1, mean: [0], standardDeviation: [1])
    }
  }

  @Test("softmax and sigmoid stay finite and exact for large logits")
  func activations() {
    #expect(OutputActivation.softmax.probabilities(of: [1000, 0]) == [1, 0])
    #expect(OutputActivation.softmax.probabilities(of: [3, 3]) == [0.5, 0.5])
    #expect(OutputActivation.sigmoid.probabilities(of: [0, 1000, -1000]) == [0.5, 1, 0])
  }

  @Test("a class is found by name, other case or index; a slip is corrected")
  func classNames() throws {
    let model = try model()
    #expect(try model.index(ofClass: "covid") == 1)
    #expect(try model.index(ofClass: "COVID") == 1)
    #expect(try model.index(ofClass: "0") == 0)
    do {
      _ = try model.index(ofClass: "covd")
      Issue.record("accepted")
    } catch { #expect("\(error)".contains("covid")) }
    #expect(throws: ModelError.self) { try model.index(ofClass: "2") }
  }

  @Test("names must match the network's outputs and differ")
  func outputs() {
    #expect(throws: ModelError.self) { try model(names: ["only one"]) }
    #expect(throws: ModelError.self) { try model(names: ["a", "a"]) }
  }

  @Test("a batch of images is predicted as each alone")
  func prediction() throws {
    let model = try model()
    let images = (1...3).map { GrayImage(width: 20 * $0, height: 30, repeating: Float($0) / 4) }
    let together = try model.predict(images)
    for (image, prediction) in zip(images, together) {
      let alone = try model.predict(image)
      #expect(alone.predicted == prediction.predicted)
      for (a, b) in zip(alone.logits, prediction.logits) { #expect(abs(a - b) < 1e-5) }
      #expect(abs(try #require(alone.probabilities).reduce(0, +) - 1) < 1e-12)
    }
  }
}
