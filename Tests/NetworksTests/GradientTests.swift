import Networks
import Synchronization
import TestSupport
import Tensors
import Testing

/// An operator that notes each pullback asked of it.
private struct Recorded: Operator {
  let inner: any Operator
  let node: String
  let log: Log

  final class Log: Sendable {
    let entries = Mutex([String: [Bool]]())
  }

  var name: String { inner.name }

  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try inner.outputShape(for: inputs)
  }

  func apply(_ inputs: [Tensor]) -> Tensor { inner.apply(inputs) }

  func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    log.entries.withLock { $0[node] = wanted }
    return inner.pullback(cotangent, inputs: inputs, output: output, wanted: wanted)
  }
}

@Suite("Gradient")
struct GradientTests {
  private let graph: Graph
  private let network: Network
  private let log = Recorded.Log()
  private let image = Tensor.random([2, 1, 24, 24])
  private let cotangent = Tensor([2, 2], logicalOrder: [1, 0, 0, 1])

  init() {
    let (plain, log) = (Architecture.compactCNN.graph(channels: 1, classes: 2), log)
    graph = plain.mapOperators { Recorded(inner: $1, node: plain[$0].name, log: log) }
    network = .deterministic(graph)
  }

  @Test("the walk ends at its target: nothing below is pulled back")
  func stopsAtTarget() throws {
    let layer = try graph.node(named: "block4.relu")
    let trace = try network.trace(image, above: layer)
    let gradient = trace.gradients(of: cotangent, withRespectTo: [layer])
    #expect(gradient[layer]?.shape == trace[layer].shape)
    let visited = log.entries.withLock { $0 }
    #expect(
      Set(visited.keys) == [
        "classifier", "flatten", "avgpool", "block5.relu", "block5.bn", "block5.conv",
      ])
    // Of a layer's inputs only the features are asked for, not its parameters.
    #expect(visited["classifier"] == [true, false, false])
    #expect(visited["block5.conv"] == [true, false])
    #expect(visited["block5.bn"] == [true, false, false, false, false])
  }

  @Test("for a parameter, the walk ends at the layer that reads it")
  func parameterOnly() throws {
    let weight = try #require(graph.nodeIDs.first { graph[$0].name == "block5.conv.weight" })
    _ = try network.trace(image).gradients(of: cotangent, withRespectTo: [weight])
    let visited = log.entries.withLock { $0 }
    #expect(visited["block5.conv"] == [false, true])
    #expect(visited["block4.relu"] == nil)
  }

  @Test("the gradient for the first of several targets is not cut off by a later one")
  func severalTargets() throws {
    let layers = try ["block2.relu", "block5.relu"].map { try graph.node(named: $0) }
    let trace = try network.trace(image)
    let both = trace.gradients(of: cotangent, withRespectTo: Set(layers))
    for layer in layers {
      let alone = trace.gradients(of: cotangent, withRespectTo: [layer])
      #expect(both[layer]?.logicalElements == alone[layer]?.logicalElements)
    }
  }

  @Test("a gradient that is not wanted is not computed")
  func unwanted() {
    let image = Tensor.random([2, 4, 5, 5])
    let vector = Tensor([4], repeating: 1)
    let cases: [(any Operator, [Tensor])] = [
      (Convolution(window: .square(3)), [image, .random([6, 4, 3, 3]), .random([6])]),
      (BatchNormalization(), [image, vector, vector, vector, vector]),
      (Linear(), [.random([3, 4]), .random([2, 4]), .random([2])]),
      (Concatenation(), [image, image]),
    ]
    for (`operator`, inputs) in cases {
      let output = `operator`.apply(inputs)
      let gradients = `operator`.pullback(
        output, inputs: inputs, output: output,
        wanted: inputs.indices.map { $0 == 0 })
      #expect(gradients.map { $0 != nil } == inputs.indices.map { $0 == 0 }, "\(`operator`.name)")
    }
  }

  @Test("a value read twice gets the sum of both gradients")
  func fanOut() throws {
    var graph = Graph()
    let rectified = graph.add(ReLU(), to: [graph.input], name: "relu")
    let sum = graph.add(Add(), to: [rectified, rectified], name: "twice")
    _ = graph.add(Add(), to: [sum, rectified], name: "thrice")
    let trace = try Network(graph: graph, parameters: [:]).trace(Tensor([1, 3], repeating: 2))
    let cotangent = Tensor([1, 3], logicalOrder: [1, 2, 3])
    let gradient = trace.gradients(of: cotangent, withRespectTo: [graph.input, rectified])
    #expect(gradient[rectified]?.logicalElements == [3, 6, 9])
    #expect(gradient[graph.input]?.logicalElements == [3, 6, 9])
    #expect(cotangent.logicalElements == [1, 2, 3], "tensors given away are never written to")
  }

  @Test("running does not change what was traced before")
  func tracesStay() throws {
    let trace = try network.trace(image)
    let before = trace.network.graph.layerIDs.map { trace[$0].logicalElements }
    let targets = Set(graph.nodeIDs)
    _ = trace.gradients(of: cotangent, withRespectTo: targets)
    #expect(trace.network.graph.layerIDs.map { trace[$0].logicalElements } == before)
  }
}
