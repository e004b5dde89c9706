import Explainers
import Networks
import TestSupport
import Tensors
import Testing

@Suite("Explainers: closed forms and edges")
struct ClosedFormTests {
  /// ReLU, global average pooling and one linear layer.
  private func head(weight: [Float], channels: Int) throws -> Network {
    var graph = Graph()
    let x = graph.add(ReLU(), to: [graph.input], name: "relu")
    let pooled = graph.add(GlobalAveragePool(), to: [x], name: "pool")
    let flat = graph.add(Flatten(), to: [pooled], name: "flatten")
    let classes = weight.count / channels
    let parameter = Parameter("fc.weight", [classes, channels], .weight(fanIn: channels))
    _ = graph.add(Linear(), to: [flat, graph.add(parameter)], name: "fc")
    return try Network(
      graph: graph,
      parameters: ["fc.weight": Tensor([classes, channels], logicalOrder: weight)])
  }

  @Test("before a pooled linear head, Grad-CAM's weights are W[class, k] / (H·W)")
  func pooledHead() throws {
    let weight: [Float] = [1, -2, 0.5, -1, 3, 0.25]
    let network = try head(weight: weight, channels: 3)
    let input = Tensor.random([2, 3, 4, 5], seed: 3)
    let maps = try ActivationMap().explain(input, targets: [.index(0), .index(1)], in: network)
    let activations = input.logicalElements.map { max($0, 0) }
    for (sample, map) in maps.enumerated() {
      #expect(map.layer == "relu" && map.grid == Extent(height: 4, width: 5))
      let expected = (0..<20).map { cell in
        (0..<3).reduce(Float(0)) { sum, channel in
          sum + weight[sample * 3 + channel] / 20 * activations[(sample * 3 + channel) * 20 + cell]
        }
      }
      #expect(relativeError(map.values, expected) < 1e-6)
      #expect(map.definedValues.allSatisfy { $0 >= 0 })
    }
  }

  @Test("the maps of every class come from one run and equal those of each class alone")
  func everyClass() throws {
    let network = Network.deterministic(TestGraphs.vgg)
    let inputs = Tensor.random([2, 3, 40, 36], seed: 9)
    let all = try ActivationMap().explainEveryClass(inputs, in: network)
    #expect(all.count == 2 && all.allSatisfy { $0.count == 3 })
    for index in 0..<3 {
      let alone = try ActivationMap().explain(
        inputs, targets: [.index(index), .index(index)], in: network)
      #expect(all.map { $0[index] } == alone)
    }
  }

  @Test(
    "a network that sums its pixels gives a flat occlusion map on a flat image",
    arguments: [(4, 4), (3, 2), (5, 3), (20, 7)])
  func flatResponse(window: Int, stride: Int) throws {
    let network = try head(weight: [2, -1], channels: 1)
    let input = Tensor([1, 1, 8, 12], repeating: 1)
    let map = try Occlusion(
      window: .square(window), stride: .square(stride), baseline: .value(0)
    ).explain(input, targets: [.index(0)], in: network)[0]
    #expect(map.values.allSatisfy { $0 > 0 })
    if window == 4 && stride == 4 {
      let expected = Float(2 * 16) / 96
      #expect(map.values.allSatisfy { abs($0 - expected) < 1e-5 })
    }
  }

  @Test("pixels that no window covers are 0; the last window is cut, not shifted or left out")
  func coverage() throws {
    let network = try head(weight: [1, -1], channels: 1)
    let input = Tensor([1, 1, 5, 5], repeating: 1)
    let gaps = try Occlusion(window: .square(1), stride: .square(2), baseline: .value(0))
      .explain(input, targets: [.index(0)], in: network)[0]
    for (index, value) in gaps.values.enumerated() {
      #expect((value != 0) == (index / 5 % 2 == 0 && index % 5 % 2 == 0))
    }
    let cut = try Occlusion(window: .square(4), stride: .square(4), baseline: .value(0))
      .explain(input, targets: [.index(0)], in: network)[0]
    #expect(abs(cut.values[0] - 16.0 / 25) < 1e-6)
    #expect(abs(cut.values[24] - 1.0 / 25) < 1e-6)
  }

  @Test("filling with what is there already changes nothing")
  func sameFill() throws {
    let network = try head(weight: [1, -1], channels: 1)
    let input = Tensor([1, 1, 6, 6], repeating: 0.7)
    for baseline in [OcclusionBaseline.mean, .blur, .value(0.7)] {
      let map = try Occlusion(window: .square(3), stride: .square(3), baseline: baseline)
        .explain(input, targets: [.predicted], in: network)[0]
      #expect(map.values.allSatisfy { abs($0) < 1e-6 })
    }
  }

  @Test("a class that is not there, and a layer without extent, are refused")
  func refusals() throws {
    let network = try head(weight: [1, -1], channels: 1)
    let input = Tensor([1, 1, 4, 4], repeating: 1)
    for explainer in [ActivationMap(), Occlusion()] as [any Explainer] {
      #expect(throws: TargetError.self) {
        try explainer.explain(input, targets: [.index(2)], in: network)
      }
    }
    #expect(throws: LayerError.self) {
      try ActivationMap(layer: "fc").explain(input, targets: [.predicted], in: network)
    }
    #expect(throws: LayerError.self) {
      try ActivationMap(layer: "reul").explain(input, targets: [.predicted], in: network)
    }
  }

  @Test("of equal logits the first is predicted")
  func ties() throws {
    #expect(try Target.predicted.index(in: [1, 3, 3]) == 1)
  }

  @Test("maps are the same bits for any number of threads")
  func threads() throws {
    let network = Network.deterministic(Architecture.resnet18.graph(channels: 1, classes: 3))
    let input = Tensor.random([2, 1, 64, 48], seed: 8)
    let maps = try [1, 2, 4].map { threads in
      try ParallelLoop.$threads.withValue(threads) {
        try ActivationMap().explain(input, targets: [.predicted, .index(2)], in: network)
          + Occlusion(window: .square(32), stride: .square(24)).explain(
            input, targets: [.predicted, .predicted], in: network)
      }
    }
    #expect(maps[0] == maps[1] && maps[1] == maps[2])
  }
}
