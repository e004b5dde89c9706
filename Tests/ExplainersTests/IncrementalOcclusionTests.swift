import Explainers
import Networks
import TestSupport
import Tensors
import Testing

/// A network, an image size and an occlusion.
struct IncrementalCase: CustomTestStringConvertible, Sendable {
  var name: String
  var graph: Graph
  var channels = 3
  var size: Extent
  var window: Extent
  var stride: Extent
  var baseline = OcclusionBaseline.mean

  var testDescription: String { "\(name) \(size), \(window) every \(stride), \(baseline)" }

  private static func extent(_ height: Int, _ width: Int) -> Extent {
    Extent(height: height, width: width)
  }

  static let all: [IncrementalCase] = {
    func architecture(_ name: Architecture, channels: Int = 3) -> Graph {
      name.graph(channels: channels, classes: 3)
    }
    var cases = [
      IncrementalCase(
        name: "CompactCNN", graph: architecture(.compactCNN, channels: 1), channels: 1,
        size: extent(61, 83), window: extent(16, 16), stride: extent(8, 8)),
      IncrementalCase(
        name: "CompactCNN", graph: architecture(.compactCNN, channels: 1), channels: 1,
        size: extent(64, 64), window: extent(9, 5), stride: extent(14, 11), baseline: .blur),
      IncrementalCase(
        name: "ResNet-18", graph: architecture(.resnet18), size: extent(97, 75),
        window: extent(20, 12), stride: extent(13, 16), baseline: .blur),
      IncrementalCase(
        name: "ResNet-50", graph: architecture(.resnet50), size: extent(64, 96),
        window: extent(16, 16), stride: extent(16, 24), baseline: .value(0.5)),
      IncrementalCase(
        name: "DenseNet-121", graph: architecture(.densenet121), size: extent(70, 66),
        window: extent(8, 8), stride: extent(31, 29)),
    ]
    for (size, window, stride) in [(extent(65, 48), 16, 8), (extent(33, 50), 40, 9)] {
      for (name, graph) in [
        ("VGG-like", TestGraphs.vgg), ("Inception-like", TestGraphs.inception),
        ("depthwise and grouped", TestGraphs.mobile), ("gated", TestGraphs.gated),
      ] {
        cases.append(
          IncrementalCase(
            name: name, graph: graph, size: size, window: .square(window),
            stride: .square(stride)))
      }
    }
    return cases
  }()
}

@Suite("Occlusion that recomputes only what changes")
struct IncrementalOcclusionTests {
  @Test(
    "equals running the whole network on every image, to the bit", arguments: IncrementalCase.all)
  func exactness(occlusion: IncrementalCase) throws {
    let network = Network.deterministic(occlusion.graph).foldingBatchNormalizations()
    let image = Tensor.random(
      [1, occlusion.channels, occlusion.size.height, occlusion.size.width], seed: 11)
    func map(_ recomputation: Occlusion.Recomputation, memory: Int) throws -> SaliencyMap {
      try Occlusion(
        window: occlusion.window, stride: occlusion.stride, baseline: occlusion.baseline,
        recomputation: recomputation, memory: memory
      ).explain(image, targets: [.index(1)], in: network)[0]
    }
    let expected = try map(.everything, memory: 0)
    #expect(expected.values.contains { $0 != 0 })
    // One patch at a time, some, and all at once.
    for memory in [1, 4 << 20, 1 << 30] {
      #expect(try map(.changed, memory: memory) == expected)
    }
  }

  @Test("does not depend on the number of threads")
  func threads() throws {
    let network = Network.deterministic(TestGraphs.inception)
    let image = Tensor.random([1, 3, 40, 52], seed: 4)
    func map(_ threads: Int) throws -> SaliencyMap {
      try ParallelLoop.$threads.withValue(threads) {
        try Occlusion().explain(image, targets: [.predicted], in: network)[0]
      }
    }
    let one = try map(1)
    #expect(try map(2) == one && map(5) == one)
  }

  @Test("patches that change nothing have no effect, and are not run")
  func unchanged() throws {
    let network = Network.deterministic(TestGraphs.vgg)
    let image = Tensor([1, 3, 32, 32], repeating: 0)
    let rerun = try Rerun(network, on: image)
    let window = Region(rows: 3..<9, columns: 4..<8)
    #expect(rerun.changes(in: [window], to: image) == [.empty])
    let other = image.replacing(
      Region(rows: 5..<7, columns: 5..<6), by: Tensor(image.shape, repeating: 1))
    #expect(
      rerun.changes(in: [window], to: other) == [Region(rows: 5..<7, columns: 5..<6)])
    let map = try Occlusion(baseline: .value(0)).explain(
      image, targets: [.index(0)], in: network)[0]
    #expect(map.values.allSatisfy { $0 == 0 })
  }

  @Test("more memory is estimated for a larger patch, and for a larger network")
  func memory() throws {
    func bytes(_ graph: Graph, _ window: Int) throws -> Int {
      try Rerun(Network.deterministic(graph), on: Tensor([1, 3, 64, 64]))
        .memory(for: .square(window))
    }
    let small = try bytes(TestGraphs.vgg, 8)
    #expect(small > 0)
    #expect(try bytes(TestGraphs.vgg, 32) > small)
    #expect(try bytes(Architecture.resnet50.graph(channels: 3, classes: 2), 8) > small)
  }
}
