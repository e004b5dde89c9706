import Foundation
import Tensors
import TestSupport
import Testing
import Training

/// What PyTorch and scikit-learn recorded, by `make_training.py`.
private struct Record: Decodable {
  struct Step: Decodable {
    let weights: [Double]
    let loss: Double
    let gradient: [Double]
  }

  let adamw: [[Float]]
  let sgd: [[Float]]
  let cosine: [Double]
  let cosineAfterWarmUp: [Double]
  let step: [Double]
  let logits: [Float]
  let labels: [Int]
  let classWeights: [Double]
  let weightedLoss: Double
  let weightedGradient: [Double]
  let groups: [Int]
  let groupStep: Double
  let batches: [[Int]]
  let groupDRO: [Step]
  let macroAUROC: Double
  let binaryLabels: [Int]
  let binaryAUROC: Double
}

private struct Steps: Decodable {
  let start: [Float]
  let gradients: [[Float]]
}

@Suite("What training can choose, beside PyTorch")
struct TrainingChoicesTests {
  private let record: Record = Fixture.json("Training/training.json")

  private func rows(_ places: [Int]) -> Tensor {
    Tensor(
      [places.count, 3], logicalOrder: places.flatMap { Array(record.logits[$0 * 3..<$0 * 3 + 3]) })
  }

  private func isClose(_ found: Tensor, _ expected: [Double]) -> Bool {
    found.count == expected.count
      && zip(found.logicalElements, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 }
  }

  @Test("weight decay is torch.optim.AdamW's and SGD's")
  func weightDecay() {
    let steps: Steps = Fixture.json("Training/optimizers.json")
    let optimizers: [(any Optimizer, [[Float]])] = [
      (OptimizerKind.adam.make(learningRate: 0.01, weightDecay: 0.1), record.adamw),
      (OptimizerKind.sgd.make(learningRate: 0.01, weightDecay: 0.1), record.sgd),
    ]
    for (start, expected) in optimizers {
      var optimizer = start
      var parameter = Tensor([3], logicalOrder: steps.start)
      for (index, gradient) in steps.gradients.enumerated() {
        optimizer.update(
          &parameter, gradient: Tensor([3], logicalOrder: gradient), name: "w", step: index + 1)
        for (found, wanted) in zip(parameter.logicalElements, expected[index]) {
          #expect(abs(found - wanted) < 1e-6)
        }
      }
    }
  }

  @Test("cosine, step and warm-up give the rates of PyTorch's schedulers")
  func schedules() {
    let schedules: [(LearningRateSchedule, Int, [Double])] = [
      (.cosine, 0, record.cosine), (.cosine, 3, record.cosineAfterWarmUp),
      (.step(epochs: 4, factor: 0.1), 0, record.step),
    ]
    for (schedule, warmUp, expected) in schedules {
      for (place, rate) in expected.enumerated() {
        let found = schedule.rate(0.1, epoch: place + 1, of: 10, warmUp: warmUp)
        #expect(abs(Double(found) - rate) < 1e-8)
      }
    }
  }

  @Test("class weights: PyTorch's weighted loss and gradient")
  func classWeights() {
    let result = CrossEntropy(
      logits: rows(Array(0..<6)), labels: record.labels, weights: record.classWeights)
    #expect(abs(result.loss - record.weightedLoss) < 1e-9)
    #expect(isClose(result.gradient, record.weightedGradient))
  }

  @Test("group DRO: weights, loss and gradient of the authors' algorithm, batch after batch")
  func groupRobustness() {
    let robustness = GroupRobustness(step: record.groupStep)
    var weights = [1.0 / 3, 1.0 / 3, 1.0 / 3]
    for (batch, expected) in zip(record.batches, record.groupDRO) {
      let result = CrossEntropy(
        logits: rows(batch), labels: batch.map { record.labels[$0] }
      ) { losses in
        robustness.shares(
          losses: losses, groups: batch.map { record.groups[$0] }, weights: &weights)
      }
      #expect(zip(weights, expected.weights).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(abs(result.loss - expected.loss) < 1e-9)
      #expect(isClose(result.gradient, expected.gradient))
    }
  }

  @Test("AUROC of two classes and the mean of several are scikit-learn's")
  func areas() throws {
    let three = (0..<6).map { Array(record.logits[$0 * 3..<$0 * 3 + 3]) }
    let two = three.map { Array($0.prefix(2)) }
    #expect(
      abs(try #require(macroAUROC(logits: three, labels: record.labels)) - record.macroAUROC)
        < 1e-12)
    #expect(
      abs(try #require(macroAUROC(logits: two, labels: record.binaryLabels)) - record.binaryAUROC)
        < 1e-12)
    #expect(macroAUROC(logits: two, labels: [0, 0, 0, 0, 0, 0]) == nil)
    #expect(macroAUROC(logits: [[.nan, 1], [0, 1]], labels: [0, 1]) == nil)
  }
}
