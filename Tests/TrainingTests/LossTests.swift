import Tensors
import TestSupport
import Testing
import Training

@Suite("Losses and areas in themselves")
struct LossTests {
  @Test("weights of 1 are no weights")
  func equalWeights() {
    let logits = Tensor.random([6, 3], seed: 4)
    let labels = [2, 0, 1, 0, 1, 2]
    let plain = CrossEntropy(logits: logits, labels: labels)
    let weighted = CrossEntropy(logits: logits, labels: labels, weights: [1, 1, 1])
    #expect(plain.loss == weighted.loss)
    #expect(plain.gradient.logicalElements == weighted.gradient.logicalElements)
  }

  @Test("the gradients of both losses are their finite differences")
  func finiteDifferences() {
    let weights: [Double] = [0.7, 1.9, 0.4]
    let losses: [(Tensor) -> CrossEntropy] = [
      { CrossEntropy(logits: $0, labels: [2, 0, 1, 0], weights: weights) },
      { logits in
        // With the weights as they are after the update, which are held fast.
        CrossEntropy(logits: logits, labels: [2, 0, 1, 0]) { _ in [0.3, 0.3, 0.1, 0.3] }
      },
    ]
    let start = Tensor.random([4, 3], seed: 5).logicalElements
    for loss in losses {
      let gradient = loss(Tensor([4, 3], logicalOrder: start)).gradient.logicalElements
      for index in start.indices {
        let ends = [Float(1e-2), -1e-2].map { step in
          var moved = start
          moved[index] += step
          return loss(Tensor([4, 3], logicalOrder: moved)).loss
        }
        #expect(abs((ends[0] - ends[1]) / 2e-2 - Double(gradient[index])) < 1e-4)
      }
    }
  }

  @Test("group DRO's weights stay finite however great the losses are")
  func greatLosses() {
    var weights = [0.5, 0.5]
    for _ in 0..<20 {
      let shares = GroupRobustness(step: 10).shares(
        losses: [1e4, 0], groups: [0, 1], weights: &weights)
      #expect(shares.allSatisfy { $0.isFinite })
    }
    #expect(weights == [1, 0])
  }

  @Test("probabilities that round to 1 are still told apart")
  func saturation() {
    #expect(macroAUROC(logits: [[0, 200], [0, 100], [0, 300]], labels: [0, 0, 1]) == 1)
  }
}
