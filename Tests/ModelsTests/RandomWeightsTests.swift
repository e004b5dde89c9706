import Imaging
import Models
import Networks
import Tensors
import Testing

@Suite("Random weights")
struct RandomWeightsTests {
  private func model(_ architecture: Architecture) throws -> Model {
    var network = Network(graph: architecture.graph(channels: 1, classes: 2), seed: 1)
    for parameter in network.graph.parameters {
      // As if trained: nothing is as it began.
      network.update(parameter.name, to: Tensor(parameter.shape, repeating: 0.3))
    }
    return try Model(
      name: "m", network: network,
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
      classNames: ["a", "b"])
  }

  @Test(
    "weights are those before training, batch statistics included",
    arguments: [Architecture.compactCNN, .resnet18])
  func untrained(architecture: Architecture) throws {
    let twin = try model(architecture).randomizingWeights(seed: 7)
    let fresh = Network(graph: twin.network.graph, seed: 7)
    func numbers(_ network: Network) -> [String: [Float]] {
      network.parameters.mapValues(\.logicalElements)
    }
    #expect(numbers(twin.network) == numbers(fresh))
    let other = try model(architecture).randomizingWeights(seed: 8)
    #expect(numbers(other.network) != numbers(twin.network))
  }

  @Test("constants and statistics of other operators belong to the graph and stay")
  func constants() throws {
    var graph = Graph()
    let kernel = graph.add(Parameter("head", [2, 1], .statistic(initial: 1)))
    let weight = graph.add(Parameter("w", [1, 16], .weight(fanIn: 16)))
    let flat = graph.add(Flatten(), to: [graph.input], name: "flat")
    let logit = graph.add(Linear(), to: [flat, weight], name: "logit")
    _ = graph.add(Linear(), to: [logit, kernel], name: "both")
    let signs = Tensor([2, 1], logicalOrder: [-1, 1])
    let network = try Network(
      graph: graph, parameters: ["head": signs, "w": Tensor([1, 16], repeating: 0)])
    let model = try Model(
      name: "m", network: network,
      input: InputSpecification(
        size: .square(4), channels: 1, mean: [0], standardDeviation: [1]),
      classNames: ["not a", "a"])
    let twin = model.randomizingWeights(seed: 1).network
    #expect(twin.parameters["head"]?.logicalElements == [-1, 1])
    #expect(twin.parameters["w"]?.logicalElements.contains(0) == false)
  }
}
