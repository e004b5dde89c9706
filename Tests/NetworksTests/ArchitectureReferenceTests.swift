import Networks
import TestSupport
import Tensors
import Testing

/// The network outputs recorded in architectures.json.
struct ArchitectureCase: Decodable, CustomTestStringConvertible, Sendable {
  let architecture: String
  let channels: Int
  let classes: Int
  let inputShape: [Int]
  let input: String
  let logits: [Float]

  static let all = Fixture.json("Networks/architectures.json", as: [ArchitectureCase].self)

  var testDescription: String { "\(architecture) \(inputShape)" }
}

@Suite("Architectures against torchvision")
struct ArchitectureReferenceTests {
  @Test("logits agree within 1e-4 of the largest", arguments: ArchitectureCase.all)
  func logits(of reference: ArchitectureCase) throws {
    let architecture = try #require(Architecture(rawValue: reference.architecture))
    let graph = architecture.graph(channels: reference.channels, classes: reference.classes)
    let image = Tensor.deterministic(
      reference.input, Shape(reference.inputShape), low: -2, high: 2)
    let output = try Network.deterministic(graph).output(for: image)
    #expect(output.shape == [reference.inputShape[0], reference.classes])
    #expect(relativeError(output.logicalElements, reference.logits) < 1e-4)
  }

  @Test("every architecture is in the fixture")
  func coverage() {
    #expect(
      Set(ArchitectureCase.all.map(\.architecture))
        == Set(Architecture.allCases.map(\.rawValue)))
  }
}
