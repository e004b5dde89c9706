import Networks
import TestSupport
import Tensors
import Testing

@Suite("Batch normalisations folded into convolutions")
struct FoldBatchNormalizationTests {
  private static let image = Tensor.random([2, 3, 64, 48], seed: 3)

  @Test(
    "the network answers and has gradients as before",
    arguments: [Architecture.resnet18, .resnet50, .densenet121])
  func sameNetwork(_ architecture: Architecture) throws {
    let network = Network.deterministic(architecture.graph(channels: 3, classes: 4))
    let folded = network.foldingBatchNormalizations()
    #expect(folded.graph.layerIDs.count < network.graph.layerIDs.count)
    let (before, after) = (try network.trace(Self.image), try folded.trace(Self.image))
    #expect(
      relativeError(after.output.logicalElements, before.output.logicalElements) < 1e-4)
    let cotangent = Tensor.random(before.output.shape, seed: 5)
    // The layer that Grad-CAM explains; gradients further down may cross a ReLU's kink.
    let shapes = try network.graph.shapes(forInput: Self.image.shape)
    let layer = try #require(network.graph.defaultExplanationLayer(shapes: shapes))
    let name = network.graph[layer].name
    let twin = try folded.graph.node(named: name)
    #expect(folded.graph[twin].name == name)
    #expect(relativeError(after[twin].logicalElements, before[layer].logicalElements) < 1e-4)
    let expected = try #require(
      before.gradients(of: cotangent, withRespectTo: [layer])[layer])
    let found = try #require(after.gradients(of: cotangent, withRespectTo: [twin])[twin])
    #expect(relativeError(found.logicalElements, expected.logicalElements) < 1e-4)
  }

  @Test("a normalisation keeps its name, and its convolution goes unless it is asked for")
  func names() throws {
    let network = Network.deterministic(Architecture.resnet18.graph(channels: 3, classes: 4))
    let all = Set(network.graph.layerIDs.map { network.graph[$0].name })
    func names(keeping kept: Set<String>) -> Set<String> {
      let graph = network.foldingBatchNormalizations(keeping: kept).graph
      return Set(graph.layerIDs.map { graph[$0].name })
    }
    let rest = all.filter { !$0.contains("conv") && !$0.hasSuffix("downsample.0") }
    #expect(names(keeping: []) == rest)
    #expect(names(keeping: ["conv1"]) == rest.union(["conv1"]))
  }

  @Test("a convolution that somebody else reads too is left alone")
  func sharedConvolution() throws {
    var graph = Graph()
    let weight = graph.add(Parameter("w", [2, 3, 1, 1], .weight(fanIn: 3)))
    let maps = graph.add(
      Convolution(window: .square(1)), to: [graph.input, weight], name: "conv")
    let statistics = [
      Parameter("scale", [2], .scale), Parameter("shift", [2], .bias),
      Parameter("mean", [2], .statistic(initial: 0)),
      Parameter("variance", [2], .statistic(initial: 1)),
    ].map { graph.add($0) }
    let normal = graph.add(BatchNormalization(), to: [maps] + statistics, name: "norm")
    _ = graph.add(Add(), to: [maps, normal], name: "sum")
    let network = Network(graph: graph, seed: 1)
    let folded = network.foldingBatchNormalizations()
    #expect(folded.graph.layerIDs.map { folded.graph[$0].name } == ["conv", "norm", "sum"])
  }
}
