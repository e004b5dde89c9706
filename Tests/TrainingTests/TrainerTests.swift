import Diagnostics
import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing
import Training

@Suite("Trainer")
struct TrainerTests {
  private let task = BrightHalves()

  @Test("a simple task is learnt")
  func learns() throws {
    let state = try task.train(task.configuration(epochs: 12))
    let best = try #require(state.bestEpoch)
    #expect(best.validationAccuracy == 1)
    #expect(best.validationAUROC == 1)
    #expect(try #require(best.validationLoss) < 0.3)
  }

  @Test("parameters are the same bits for any number of threads")
  func threads() throws {
    let results = try [1, 2, 4].map { threads in
      try ParallelLoop.$threads.withValue(threads) {
        bits(try task.train(task.configuration()).network)
      }
    }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  @Test("training stops when patience is at an end, and the best epoch is kept")
  func earlyStopping() throws {
    var configuration = task.configuration(epochs: 60, patience: 2)
    configuration.monitor = .loss
    let state = try task.train(configuration)
    let best = try #require(state.bestEpoch)
    #expect(state.epochs.count < 60)
    #expect(state.epochs.count == best.number + 2)
    let trainer = Trainer(configuration: configuration, input: try task.input)
    let found = try trainer.evaluate(state.best, on: task.validation)
    #expect(found.loss == best.validationLoss)
    #expect(found.auroc == best.validationAUROC)
  }

  @Test("without each class among the validation images the loss decides")
  func undefinedArea() throws {
    #expect(Monitor.auroc.effective(labels: [0, 1, 0], classes: 2) == .auroc)
    #expect(Monitor.auroc.effective(labels: [0, 0], classes: 2) == .loss)
    #expect(Monitor.auroc.effective(labels: [], classes: 2) == .loss)
    let configuration = task.configuration(epochs: 3)
    let state = try Trainer(configuration: configuration, input: task.input).run(
      TrainingState(task.network, configuration: configuration), training: task.training,
      validation: task.validation.filter { $0.label == 0 })
    #expect(state.epochs.allSatisfy { $0.validationAUROC == nil })
    #expect(
      state.bestEpoch?.validationLoss == state.epochs.compactMap(\.validationLoss).min())
  }

  @Test("running statistics move as PyTorch's: a tenth of the batch's unbiased variance")
  func runningStatistics() throws {
    var single = task.configuration(epochs: 1)
    single.batchSize = 16
    single.augmentation = .none
    let state = try task.train(single)
    let first = try #require(state.network.parameters["block1.bn.running_var"])
    let inputs = Tensor(
      concatenating: try task.training.map { try task.input.normalize($0.image) })
    let node = try task.graph.node(named: "block1.conv")
    let moments = BatchNormalization.moments(of: try task.network.trace(inputs)[node])
    let count = Float(16 * 16 * 16)
    for (found, variance) in zip(first.logicalElements, moments.variance.logicalElements) {
      #expect(abs(found - (0.9 + 0.1 * variance * count / (count - 1))) < 1e-5)
    }
  }

  @Test("a schedule sets the rate of each epoch, which the log tells")
  func schedule() throws {
    var configuration = task.configuration(epochs: 4)
    configuration.schedule = .step(epochs: 1, factor: 0.5)
    configuration.warmUp = 1
    let epochs = try task.train(configuration).epochs
    #expect(epochs.map(\.learningRate) == [1.5e-3, 3e-3, 1.5e-3, 0.75e-3])
    #expect(epochs.map(\.step) == [4, 8, 12, 16])
  }

  private static let refused: [(message: String, change: Change)] = [
    ("the learning rate is 0.0", { $0.learningRate = 0 }),
    ("the weight decay is -1.0", { $0.weightDecay = -1 }),
    ("the batch size is 0", { $0.batchSize = 0 }),
    ("the number of epochs is 0", { $0.epochs = 0 }),
    ("the patience is 0", { $0.patience = 0 }),
    ("the warm-up is 4", { $0.warmUp = 4 }),
    ("the schedule's period is 0", { $0.schedule = .step(epochs: 0, factor: 0.1) }),
    ("the schedule's factor is 2.0", { $0.schedule = .step(epochs: 1, factor: 2) }),
    ("the augmentation's flip is 1.5", { $0.augmentation.flip = 1.5 }),
    ("the augmentation's rotation is nan", { $0.augmentation.rotation = .nan }),
    ("the share of exchanged backgrounds is 2.0", { $0.mitigations.backgroundShare = 2 }),
    ("the share of crops to the lungs is -1.0", { $0.mitigations.cropShare = -1 }),
    ("group DRO's step is 0.0", { $0.mitigations.groupStep = 0 }),
    ("no layer or stage 'blok1'", { $0.frozen = ["blok1"] }),
    ("Did you mean 'block1'?", { $0.frozen = ["blok1"] }),
    ("everything is frozen", { $0.frozen = (1...5).map { "block\($0)" } + ["classifier"] }),
    ("names 'lefft', which is no class", { $0.classWeights = .named(["lefft": 2]) }),
    ("class weight of 'left' is 0.0", { $0.classWeights = .named(["left": 0]) }),
    ("16 training images have no source", { $0.mitigations.balancesSources = true }),
  ]
  private typealias Change = @Sendable (inout TrainingConfiguration) -> Void

  @Test("choices that cannot be trained with are named")
  func refusals() throws {
    for (message, change) in Self.refused {
      var configuration = task.configuration()
      change(&configuration)
      let error = #expect(throws: TrainingError.self) { try task.train(configuration) }
      #expect(try #require(error).description.contains(message), "\(message)")
    }
  }

  @Test("a training that diverges stops with an error")
  func divergence() throws {
    var configuration = task.configuration(epochs: 20)
    configuration.optimizer = .sgd
    configuration.learningRate = 1e30
    #expect(throws: TrainingError.self) { try task.train(configuration) }
  }
}
