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
  /// Noise with a bright left or right half: two classes that a network learns at once.
  private let examples = (0..<24).map { index -> TrainingExample in
    var generator = RandomGenerator(seed: 9, UInt64(index))
    var image = GrayImage(width: 16, height: 16)
    for y in 0..<16 {
      for x in 0..<16 {
        let isBright = (x < 8) == (index % 2 == 0)
        image[x, y] = Float(0.3 * generator.uniform()) + (isBright ? 0.6 : 0)
      }
    }
    return TrainingExample(image: image, label: index % 2, group: "p\(index)")
  }
  private var input: InputSpecification {
    get throws {
      try InputSpecification(
        size: .square(16), channels: 1, mean: [0.45], standardDeviation: [0.3])
    }
  }
  private let graph = Architecture.compactCNN.graph(channels: 1, classes: 2)

  private func configuration(epochs: Int = 4, patience: Int = 99) -> TrainingConfiguration {
    TrainingConfiguration(
      learningRate: 3e-3, batchSize: 5, epochs: epochs, patience: patience, seed: 3)
  }

  private func train(
    _ configuration: TrainingConfiguration, from state: TrainingState? = nil,
    onEpoch: (TrainingState) throws -> Void = { _ in }
  ) throws -> TrainingState {
    let start = TrainingState(Network(graph: graph, seed: 3), configuration: configuration)
    return try Trainer(configuration: configuration, input: input).run(
      state ?? start, training: Array(examples[..<16]), validation: Array(examples[16...]),
      onEpoch: onEpoch)
  }

  private func bits(_ network: Network) -> [String: [UInt32]] {
    network.parameters.mapValues { $0.logicalElements.map(\.bitPattern) }
  }

  @Test("a simple task is learnt")
  func learns() throws {
    let state = try train(configuration(epochs: 12))
    let best = try #require(state.bestEpoch)
    #expect(best.validationAccuracy == 1)
    #expect(try #require(best.validationLoss) < 0.3)
  }

  @Test("parameters are the same bits for any number of threads")
  func threads() throws {
    let results = try [1, 2, 4].map { threads in
      try ParallelLoop.$threads.withValue(threads) { bits(try train(configuration()).network) }
    }
    #expect(results[0] == results[1] && results[1] == results[2])
  }

  private func fingerprint(_ configuration: TrainingConfiguration) throws -> TrainingFingerprint {
    TrainingFingerprint(
      configuration, input: try input, network: Network(graph: graph, seed: 3),
      training: Array(examples[..<16]), validation: Array(examples[16...]))
  }

  @Test("a run continued from its file ends in the same bits")
  func resume() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).state").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    struct Killed: Error {}
    let whole = try train(configuration())
    #expect(throws: Killed.self) {
      try train(configuration()) { state in
        try TrainingStateFile.write(state, of: fingerprint(configuration()), to: file)
        if state.epochs.count == 2 { throw Killed() }
      }
    }
    let network = Network(graph: graph, seed: 3)
    let state = try #require(
      try TrainingStateFile.read(
        file, of: fingerprint(configuration()), network: network, configuration: configuration()))
    #expect(state.epochs.count == 2)
    let rest = try train(configuration(), from: state)
    #expect(bits(rest.network) == bits(whole.network))
    #expect(bits(rest.best) == bits(whole.best))
    #expect(rest.epochs == whole.epochs)

    var other = configuration()
    other.seed = 4
    #expect(throws: FileError.self) {
      try TrainingStateFile.read(
        file, of: fingerprint(other), network: network, configuration: other)
    }
    #expect(
      try TrainingStateFile.read(
        file + "x", of: fingerprint(other), network: network, configuration: other) == nil)
  }

  @Test("training stops when patience is at an end, and the best epoch is kept")
  func earlyStopping() throws {
    let state = try train(configuration(epochs: 60, patience: 2))
    let best = try #require(state.bestEpoch)
    #expect(state.epochs.count < 60)
    #expect(state.epochs.count == best.number + 2)
    let trainer = Trainer(configuration: configuration(), input: try input)
    let loss = try trainer.evaluate(state.best, on: Array(examples[16...])).loss
    #expect(loss == best.validationLoss)
  }

  @Test("running statistics move as PyTorch's: a tenth of the batch's unbiased variance")
  func runningStatistics() throws {
    var single = configuration(epochs: 1)
    single.batchSize = 16
    single.augmentation = .none
    let state = try train(single)
    let first = try #require(state.network.parameters["block1.bn.running_var"])
    let network = Network(graph: graph, seed: 3)
    let inputs = Tensor(concatenating: try examples[..<16].map { try input.normalize($0.image) })
    let node = try graph.node(named: "block1.conv")
    let moments = BatchNormalization.moments(of: try network.trace(inputs)[node])
    let count = Float(16 * 16 * 16)
    for (found, variance) in zip(first.logicalElements, moments.variance.logicalElements) {
      #expect(abs(found - (0.9 + 0.1 * variance * count / (count - 1))) < 1e-5)
    }
  }
}

@Suite("Training data")
struct TrainingDataTests {
  private func example(_ label: Int, _ group: String) -> TrainingExample {
    TrainingExample(image: GrayImage(width: 1, height: 1), label: label, group: group)
  }

  @Test("a split keeps patients whole, takes its share of each class, and repeats")
  func split() {
    let examples = (0..<60).map {
      example($0 % 3 == 0 ? 0 : 1, "p\($0 / 2 % 20 + 20 * ($0 % 3 == 0 ? 0 : 1))")
    }
    let (training, validation) = examples.split(fraction: 0.25, seed: 5)
    #expect(training.count + validation.count == 60)
    #expect(Set(training.map(\.group)).isDisjoint(with: validation.map(\.group)))
    #expect(Set(validation.map(\.label)) == [0, 1])
    #expect(
      examples.split(fraction: 0.25, seed: 5).validation.map(\.group) == validation.map(\.group))
    #expect(
      examples.split(fraction: 0.25, seed: 6).validation.map(\.group) != validation.map(\.group))
  }

  @Test("no augmentation leaves the image, and the same generator gives the same change")
  func augmentation() {
    var image = GrayImage(width: 9, height: 7)
    for index in image.samples.indices { image.samples[index] = Float(index % 10) / 10 }
    var generator = RandomGenerator(seed: 1)
    #expect(Augmentation.none.apply(to: image, using: &generator) == image)
    var (first, second) = (RandomGenerator(seed: 2), RandomGenerator(seed: 2))
    let changed = Augmentation().apply(to: image, using: &first)
    #expect(changed == Augmentation().apply(to: image, using: &second))
    #expect(changed != image)
    #expect(changed.samples.allSatisfy { (0...1).contains($0) })
  }
}
