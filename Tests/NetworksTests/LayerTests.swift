import Networks
import TestSupport
import Tensors
import Testing

@Suite("Layers by name")
struct LayerTests {
  private let graph = Architecture.resnet18.graph(channels: 3, classes: 4)

  @Test("an exact name, and a block's name for its last node")
  func lookup() throws {
    #expect(graph[try graph.node(named: "layer4.1.conv2")].name == "layer4.1.conv2")
    #expect(graph[try graph.node(named: "layer4")].name == "layer4.1.relu2")
    #expect(graph[try graph.node(named: "layer3.0")].name == "layer3.0.relu2")
    #expect(graph[try graph.node(named: "layer3.0.downsample")].name == "layer3.0.downsample.1")
  }

  @Test("an unknown layer's error names the nearest")
  func unknown() throws {
    let error = try #require(
      #expect(throws: LayerError.self) { try graph.node(named: "layer4.1.cov2") })
    #expect(error.problem == .unknown(nearest: "layer4.1.conv2"))
    #expect("\(error)".contains("Did you mean 'layer4.1.conv2'?"))
    #expect(throws: LayerError(name: "zzzzzzzzzzzzzz", problem: .unknown(nearest: nil))) {
      try graph.node(named: "zzzzzzzzzzzzzz")
    }
    #expect(throws: LayerError.self, "a parameter is not a layer") {
      try graph.node(named: "conv1.weight")
    }
    #expect(throws: LayerError.self, "half a name is not a block") {
      try graph.node(named: "layer")
    }
  }

  @Test(
    "the default layer is the last feature map with extent",
    arguments: [
      (Architecture.compactCNN, "block5.relu"), (.vgg16, "features.29"),
      (.resnet18, "layer4.1.relu2"), (.resnet34, "layer4.2.relu2"),
      (.resnet50, "layer4.2.relu3"), (.densenet121, "features.relu5"),
    ])
  func defaultLayer(architecture: Architecture, expected: String) throws {
    let graph = architecture.graph(channels: 1, classes: 2)
    let shapes = try graph.shapes(forInput: [1, 1, 224, 224])
    let layer = try #require(graph.defaultExplanationLayer(shapes: shapes))
    #expect(graph[layer].name == expected)
  }

  @Test("where the last stage has one position, the stage before it is the default")
  func smallImage() throws {
    let shapes = try graph.shapes(forInput: [1, 3, 32, 32])
    let layer = try #require(graph.defaultExplanationLayer(shapes: shapes))
    #expect(graph[layer].name == "layer3.1.relu2")
  }

  @Test(
    "the layers worth explaining are the last of each resolution, the default last",
    arguments: [
      (
        Architecture.compactCNN, ["block1.relu", "block2.relu", "block3.relu", "block5.relu"],
        [224, 112, 56, 28]
      ),
      (
        .resnet18,
        ["relu", "layer1.1.relu2", "layer2.1.relu2", "layer3.1.relu2", "layer4.1.relu2"],
        [112, 56, 28, 14, 7]
      ),
      (
        .densenet121,
        [
          "features.relu0", "features.transition1.conv", "features.transition2.conv",
          "features.transition3.conv", "features.relu5",
        ], [112, 56, 28, 14, 7]
      ),
    ])
  func candidates(architecture: Architecture, names: [String], sides: [Int]) throws {
    let graph = architecture.graph(channels: 1, classes: 2)
    let shapes = try graph.shapes(forInput: [1, 1, 224, 224])
    let candidates = graph.explanationCandidates(shapes: shapes)
    #expect(candidates.map { graph[$0].name } == names)
    #expect(candidates.map { shapes[$0]?.extent } == sides.map(Extent.square))
    #expect(candidates.last == graph.defaultExplanationLayer(shapes: shapes))
  }

  @Test(
    "parameters are those of torchvision",
    arguments: [
      (Architecture.vgg16, 138_357_544), (.resnet18, 11_689_512), (.resnet34, 21_797_672),
      (.resnet50, 25_557_032), (.densenet121, 7_978_856),
    ])
  func parameterCount(architecture: Architecture, expected: Int) {
    let trained = architecture.graph(channels: 3, classes: 1000).parameters.filter(\.isTrained)
    #expect(trained.reduce(0) { $0 + $1.shape.count } == expected)
  }
}
