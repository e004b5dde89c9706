import Foundation
import Networks
import ONNX
import TestSupport
import Tensors
import Testing

/// A small network exported to ONNX with what PyTorch says of it in double precision.
struct SmallNetwork: Decodable, Sendable {
  let input: String
  let inputShape: [Int]
  let logits: [Float]
  let activation: String?
  let targets: [Int]
  let inputGradient: [Float]
  let gradcam: [Float]
  let grid: [Int]
  let classes: Int

  static let names = [
    "convnext", "convnext-dynamo", "dense", "external-data", "fixed-batch", "float16-weights",
    "keras", "mobile", "plain-dynamo", "plain-torchscript", "shape-arithmetic", "shuffle",
    "sigmoid", "single-logit", "single-sigmoid", "softmax",
  ]

  var images: Tensor { .deterministic(input, Shape(inputShape)) }

  /// The network of the fixture `name` with its references.
  static func load(_ name: String) throws -> (SmallNetwork, ImportedNetwork) {
    let reference: SmallNetwork = Fixture.json("ONNX/\(name)/reference.json")
    let file = try ONNXFile(contentsOf: Fixture.url("ONNX/\(name)/model.onnx").path)
    let extent = Extent(height: reference.inputShape[2], width: reference.inputShape[3])
    return (reference, try file.network(channels: reference.inputShape[1], extent: extent))
  }
}

@Suite("Small networks from ONNX")
struct SmallNetworkTests {
  /// Float32 against PyTorch's double precision.
  private let tolerance: Float = 1e-4

  @Test("class scores are PyTorch's", arguments: SmallNetwork.names)
  func logits(of name: String) throws {
    let (reference, imported) = try SmallNetwork.load(name)
    let logits = try imported.network.output(for: reference.images)
    #expect(logits.shape == [reference.inputShape[0], reference.classes])
    #expect(relativeError(logits.logicalElements, reference.logits) < tolerance)
  }

  @Test("one image gives what it gives in a batch", arguments: SmallNetwork.names)
  func single(_ name: String) throws {
    let (reference, imported) = try SmallNetwork.load(name)
    let logits = try imported.network.output(for: reference.images.samples(1..<2))
    #expect(
      relativeError(logits.logicalElements, Array(reference.logits.suffix(reference.classes)))
        < tolerance)
  }

  @Test("gradients for the image are PyTorch's", arguments: SmallNetwork.names)
  func gradients(of name: String) throws {
    let (reference, imported) = try SmallNetwork.load(name)
    let share = reference.images.count / reference.targets.count
    for (sample, target) in reference.targets.enumerated() {
      let trace = try imported.network.trace(reference.images.samples(sample..<sample + 1))
      var selection = [Float](repeating: 0, count: reference.classes)
      selection[target] = 1
      let input = imported.network.graph.input
      let gradient = trace.gradients(
        of: Tensor([1, reference.classes], logicalOrder: selection), withRespectTo: [input])
      #expect(
        relativeError(
          try #require(gradient[input]).logicalElements,
          Array(reference.inputGradient[sample * share..<(sample + 1) * share])) < tolerance)
    }
  }

  @Test("the activation at the end is cut off and told")
  func activation() throws {
    #expect(try SmallNetwork.load("softmax").1.activation == .softmax)
    #expect(try SmallNetwork.load("keras").1.activation == .softmax)
    #expect(try SmallNetwork.load("sigmoid").1.activation == .sigmoid)
    #expect(try SmallNetwork.load("plain-dynamo").1.activation == nil)
  }

  @Test("a channels-last graph becomes channels-first, without transposing")
  func channelsLast() throws {
    for name in ["keras", "convnext"] {
      let graph = try SmallNetwork.load(name).1.network.graph
      #expect(!graph.hasOperator(Transpose.self), "\(name)")
    }
  }

  @Test("PyTorch's newer exporter gives layers the names of their modules")
  func layerNames() throws {
    let graph = try SmallNetwork.load("plain-dynamo").1.network.graph
    let names = graph.layerIDs.map { graph[$0].name }
    #expect(names.allSatisfy { !$0.hasPrefix("node_") }, "\(names)")
  }
}

extension Graph {
  fileprivate func hasOperator<Kind: Operator>(_ kind: Kind.Type) -> Bool {
    layerIDs.contains {
      if case .apply(let found, _) = self[$0].source { found is Kind } else { false }
    }
  }
}
