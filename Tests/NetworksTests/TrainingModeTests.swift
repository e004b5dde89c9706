import Networks
import TestSupport
import Tensors
import Testing

@Suite("Training mode")
struct TrainingModeTests {
  @Test("dropout keeps the mean, zeroes its share, and is decided by the seed")
  func dropout() {
    let x = Tensor([100, 100], repeating: 1)
    let active = Dropout(rate: 0.25).whileTraining(seed: 3)
    let output = active.apply([x]).logicalElements
    let dropped = output.count { $0 == 0 }
    // 10 000 draws: four standard deviations are 0.017.
    #expect(abs(Double(dropped) / 10_000 - 0.25) < 0.017)
    #expect(output.allSatisfy { $0 == 0 || abs($0 - 1 / 0.75) < 1e-6 })
    #expect(active.apply([x]).logicalElements == output)
    #expect(Dropout(rate: 0.25).whileTraining(seed: 4).apply([x]).logicalElements != output)
    #expect(Dropout(rate: 0.25).apply([x]).logicalElements == x.logicalElements)
  }

  @Test("normalisation by the batch gives each channel mean 0 and variance 1")
  func normalization() {
    // Far from zero, where a variance from two large sums would be lost.
    let x = Tensor(
      [4, 3, 5, 6], logicalOrder: Tensor.random([360]).logicalElements.map { 1000 + $0 })
    let (ones, zeros) = (Tensor([3], repeating: 1), Tensor([3]))
    let output = BatchNormalization().whileTraining(seed: 0).apply([x, ones, zeros, zeros, ones])
    let (mean, variance) = BatchNormalization.moments(of: output)
    #expect(mean.logicalElements.allSatisfy { abs($0) < 1e-3 })
    #expect(variance.logicalElements.allSatisfy { abs($0 - 1) < 1e-3 })
  }

  @Test("the graph in training mode differs in dropout and normalisation only")
  func graph() throws {
    let graph = Architecture.vgg16.graph(channels: 1, classes: 2)
    let training = graph.inTrainingMode(seed: 1)
    #expect(training.nodes.map(\.name) == graph.nodes.map(\.name))
    var seeds: Set<UInt64> = []
    for (id, node) in zip(graph.nodeIDs, training.nodes) {
      guard case .apply(let active, _) = node.source, case .apply(let resting, _) = graph[id].source
      else { continue }
      #expect(active.name == resting.name)
      if let dropout = active as? Dropout { seeds.insert(try #require(dropout.seed)) }
    }
    #expect(seeds.count == 2, "each dropout draws for itself")
  }
}
