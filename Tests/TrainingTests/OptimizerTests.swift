import Foundation
import Tensors
import Testing
import Training

/// Steps recorded from `torch.optim` by `make_optimizers.py`.
private struct Record: Decodable {
  let start: [Float]
  let gradients: [[Float]]
  let adam: [[Float]]
  let sgd: [[Float]]
  let loss: Double
  let lossGradient: [Float]

  static func load() throws -> Record {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/Training/optimizers.json")
    return try JSONDecoder().decode(Record.self, from: Data(contentsOf: file))
  }
}

@Suite("Optimizers and loss")
struct OptimizerTests {
  private func follow(_ optimizer: any Optimizer, _ record: Record, _ expected: [[Float]]) {
    var optimizer = optimizer
    var parameter = Tensor([3], logicalOrder: record.start)
    for (index, gradient) in record.gradients.enumerated() {
      optimizer.update(
        &parameter, gradient: Tensor([3], logicalOrder: gradient), name: "w", step: index + 1)
      for (found, wanted) in zip(parameter.logicalElements, expected[index]) {
        #expect(abs(found - wanted) < 1e-6)
      }
    }
  }

  @Test("Adam steps as torch.optim.Adam")
  func adam() throws {
    let record = try Record.load()
    follow(Adam(learningRate: 0.01), record, record.adam)
  }

  @Test("SGD steps as torch.optim.SGD with momentum")
  func sgd() throws {
    let record = try Record.load()
    follow(SGD(learningRate: 0.01), record, record.sgd)
  }

  @Test("cross-entropy and its gradient are PyTorch's, with large logits too")
  func crossEntropy() throws {
    let record = try Record.load()
    let logits = Tensor([2, 3], logicalOrder: [2, -1, 0.5, 30, -40, 0])
    let result = CrossEntropy(logits: logits, labels: [2, 0])
    #expect(abs(result.loss - record.loss) < 1e-6)
    #expect(result.correct == 1)
    for (found, wanted) in zip(result.gradient.logicalElements, record.lossGradient) {
      #expect(abs(found - wanted) < 1e-6)
    }
  }
}
