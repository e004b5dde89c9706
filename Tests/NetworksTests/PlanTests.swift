import Networks
import TestSupport
import Tensors
import Testing

@Suite("Plans")
struct PlanTests {
  @Test(
    "a network whose operators are joined answers as one whose every value is kept",
    arguments: [Architecture.compactCNN, .resnet18, .resnet50, .densenet121])
  func joining(architecture: Architecture) throws {
    let network = Network.deterministic(architecture.graph(channels: 1, classes: 4))
      .foldingBatchNormalizations()
    for batch in [1, 5] {
      let image = Tensor.random([batch, 1, 61, 74], seed: 7)
      let kept = try network.trace(image).output.logicalElements
      #expect(relativeError(try network.output(for: image).logicalElements, kept) < 2e-6)
    }
  }

  @Test("convolution, sum and rectifier are one step, and so are scaling and a 1×1 convolution")
  func steps() throws {
    func kernels(_ architecture: Architecture) throws -> [String] {
      try Network.deterministic(architecture.graph(channels: 3, classes: 2))
        .foldingBatchNormalizations()
        .planSummary(for: [1, 3, 64, 64]).kernels.map(\.kernel)
    }
    // 20 convolutions and a pooling; the 8 sums and 17 rectifiers are done on the way.
    let residual = try kernels(.resnet18)
    #expect(residual.count == 21)
    #expect(!residual.contains { $0.hasPrefix("MapSum") || $0.hasPrefix("ElementwiseMap") })
    // The scaling after the last block is read by no convolution, and those of the three
    // transitions by the mean that comes before the convolution now.
    #expect(try kernels(.densenet121).count { $0 == "ChannelScaling" } == 4)
  }

  @Test("each block of a DenseNet is one buffer that its layers write into")
  func concatenations() throws {
    let network = Network.deterministic(
      Architecture.densenet121.graph(channels: 3, classes: 2))
    #expect(
      try network.planSummary(for: [1, 3, 64, 64]).buffers == [
        "features.denseblock1.denselayer6.concat", "features.denseblock2.denselayer12.concat",
        "features.denseblock3.denselayer24.concat", "features.denseblock4.denselayer16.concat",
      ])
  }

  @Test("a part that two concatenations want, or that is wanted itself, keeps its value")
  func sharedParts() throws {
    var graph = Graph()
    let window = Window.square(3, padding: 1)
    func convolution(_ name: String, from x: Graph.NodeID, channels: Int) -> Graph.NodeID {
      let weight = graph.add(
        Parameter("\(name).weight", [4, channels, 3, 3], .weight(fanIn: 9 * channels)))
      return graph.add(Convolution(window: window), to: [x, weight], name: name)
    }
    let a = convolution("a", from: graph.input, channels: 2)
    let b = convolution("b", from: a, channels: 4)
    let first = graph.add(Concatenation(), to: [a, b], name: "first")
    let second = graph.add(Concatenation(), to: [b, a, b, graph.input], name: "second")
    let c = convolution("c", from: first, channels: 8)
    _ = graph.add(Concatenation(), to: [second, c], name: "output")
    let network = Network.deterministic(graph)
    let image = Tensor.random([2, 2, 9, 7], seed: 3)
    let values = try network.trace(image)
    #expect(try network.output(for: image).logicalElements == values.output.logicalElements)
    let (left, right) = (values[a].logicalElements, values[b].logicalElements)
    let area = 63
    for sample in 0..<2 {
      let row = values[first].samples(sample..<sample + 1).logicalElements
      #expect(
        row == Array(left[sample * 4 * area..<(sample + 1) * 4 * area])
          + Array(right[sample * 4 * area..<(sample + 1) * 4 * area]))
    }
  }

  @Test("a changed parameter is seen by the next run")
  func update() throws {
    var network = Network.deterministic(Architecture.compactCNN.graph(channels: 1, classes: 2))
    let image = Tensor.random([1, 1, 32, 32], seed: 1)
    let before = try network.output(for: image).logicalElements
    let copy = network
    network.update("classifier.bias", to: Tensor([2], logicalOrder: [10, 20]))
    #expect(try network.output(for: image).logicalElements != before)
    #expect(try copy.output(for: image).logicalElements == before)
  }

  @Test("A network that is no longer used gives its memory back, with what was prepared to run it")
  func networkIsGivenBack() throws {
    weak var parameter: TensorStorage?
    do {
      let network = Network.deterministic(Architecture.compactCNN.graph(channels: 1, classes: 2))
      parameter = network.parameters.values.first?.storage
      _ = try network.output(for: Tensor.random([1, 1, 32, 32], seed: 7))
      #expect(parameter != nil)
    }
    #expect(parameter == nil)
  }
}
