import Networks
import TestSupport
import Tensors
import Testing

@Suite("The same bits for any number of threads")
struct ThreadDeterminismTests {
  /// Runs `body` on 1, 2 and 4 threads and expects the same numbers each time.
  private func expectSame(_ body: () throws -> [Tensor]) rethrows {
    let runs = try [1, 2, 4].map { threads in
      try ParallelLoop.$threads.withValue(threads) { try body().map(\.logicalElements) }
    }
    #expect(runs[0].allSatisfy { !$0.isEmpty })
    #expect(runs[1] == runs[0])
    #expect(runs[2] == runs[0])
  }

  @Test(
    "convolution, forward and backward",
    arguments: [
      ConvolutionCase(
        size: .square(28), channels: 32, outputs: 96, window: .square(3, padding: 1)),
      ConvolutionCase(
        batch: 8, size: .square(28), channels: 32, outputs: 96, window: .square(3, padding: 1)),
      ConvolutionCase(size: .square(7), channels: 512, outputs: 512, window: .square(1)),
      ConvolutionCase(
        batch: 3, size: .square(41), channels: 24, outputs: 24,
        window: .square(3, stride: 2, padding: 1), groups: 24),
      ConvolutionCase(
        size: .square(28), channels: 64, outputs: 64, window: .square(3, padding: 1), groups: 8),
    ])
  func convolution(geometry: ConvolutionCase) {
    let inputs = [geometry.input, geometry.weight, .random([geometry.outputs])]
    expectSame {
      let output = geometry.convolution.apply(inputs)
      let gradients = geometry.convolution.pullback(
        output, inputs: inputs, output: output, wanted: [true, true, true])
      return [output] + gradients.compactMap(\.self)
    }
  }

  @Test("the gradient of a linear layer's input, alone and in a batch")
  func linear() {
    let weight = Tensor.random([33, 2051])
    let cotangents = Tensor.random([12, 33], seed: 2)
    func gradient(_ cotangent: Tensor) -> [Tensor] {
      Linear().pullback(
        cotangent, inputs: [Tensor([cotangent.shape[0], 2051]), weight], output: cotangent,
        wanted: [true, false]
      ).compactMap(\.self)
    }
    expectSame { gradient(cotangents) }
    let together = gradient(cotangents).flatMap(\.logicalElements)
    let alone = (0..<12).flatMap { sample in
      gradient(cotangents.samples(sample..<sample + 1)).flatMap(\.logicalElements)
    }
    #expect(alone == together)
    // Beside sums in Float64.
    let (g, w) = (cotangents.logicalElements, weight.logicalElements)
    for (sample, column) in [(0, 0), (3, 1024), (7, 2047), (11, 2050)] {
      let sum = (0..<33).reduce(0.0) {
        $0 + Double(g[sample * 33 + $1]) * Double(w[$1 * 2051 + column])
      }
      #expect(abs(Double(together[sample * 2051 + column]) - sum) < 1e-5)
    }
  }

  @Test("ResNet-18: every activation and every gradient, also while training")
  func resnet() throws {
    let plain = Architecture.resnet18.graph(channels: 1, classes: 3)
    let image = Tensor.random([3, 1, 48, 64])
    for graph in [plain, plain.inTrainingMode(seed: 5)] {
      let network = Network.deterministic(graph)
      let trained = Set(
        graph.nodeIDs.filter {
          if case .parameter(let parameter) = graph[$0].source {
            parameter.isTrained
          } else {
            false
          }
        })
      try expectSame {
        let trace = try network.trace(image)
        let gradients = trace.gradients(
          of: Tensor([3, 3], repeating: 1), withRespectTo: trained)
        #expect(gradients.count == trained.count)
        return graph.layerIDs.map { trace[$0] } + trained.sorted().compactMap { gradients[$0] }
      }
    }
  }
}
