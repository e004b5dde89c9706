import Foundation
import Imaging
import Models
import Networks
import Tensors
import Testing
import Training

@Suite("Freezing, weighting and drawing")
struct TrainingFeaturesTests {
  private let graph = Architecture.compactCNN.graph(channels: 1, classes: 2)

  private func examples(source: (Int) -> String? = { $0 % 4 < 2 ? "north" : "south" })
    -> [TrainingExample]
  {
    (0..<24).map { index in
      var generator = RandomGenerator(seed: 5, UInt64(index))
      let samples = (0..<256).map { _ in Float(generator.uniform()) }
      return TrainingExample(
        image: GrayImage(width: 16, height: 16, samples: samples), label: index % 2,
        group: "p\(index)", source: source(index))
    }
  }

  private func train(
    _ configuration: TrainingConfiguration, on examples: [TrainingExample]
  ) throws -> TrainingState {
    let input = try InputSpecification(
      size: .square(16), channels: 1, mean: [0.5], standardDeviation: [0.3])
    return try Trainer(
      configuration: configuration, input: input, classNames: ["normal", "covid"]
    ).run(
      TrainingState(Network(graph: graph, seed: 1), configuration: configuration),
      training: Array(examples[..<16]), validation: Array(examples[16...]))
  }

  private func bits(_ network: Network, _ name: String) -> [UInt32]? {
    network.parameters[name]?.logicalElements.map(\.bitPattern)
  }

  @Test("frozen stages keep their bits, statistics included; the rest learns")
  func freezing() throws {
    let before = Network(graph: graph, seed: 1)
    let state = try train(
      TrainingConfiguration(
        batchSize: 8, epochs: 2, weightDecay: 0.1, frozen: ["block1", "block2.bn"]),
      on: examples())
    for name in before.parameters.keys.sorted() {
      let isFrozen = name.hasPrefix("block1.") || name.hasPrefix("block2.bn.")
      #expect((bits(state.network, name) == bits(before, name)) == isFrozen, "\(name)")
    }
  }

  @Test("a stage that is not there, or nothing left to train, is an error")
  func freezingErrors() {
    let slip = #expect(throws: TrainingError.self) {
      try train(TrainingConfiguration(frozen: ["blok1"]), on: examples())
    }
    #expect(slip?.diagnosis.description.contains("block1") == true)
    #expect(throws: TrainingError.self) {
      try train(
        TrainingConfiguration(
          frozen: Set(graph.parameters.map { String($0.name.prefix { $0 != "." }) }).sorted()),
        on: examples())
    }
  }

  @Test(
    "choices that cannot be are errors, not numbers",
    arguments: [
      TrainingConfiguration(learningRate: -1), TrainingConfiguration(learningRate: .nan),
      TrainingConfiguration(weightDecay: -0.1), TrainingConfiguration(batchSize: 0),
      TrainingConfiguration(warmUp: 30),
      TrainingConfiguration(schedule: .step(epochs: 0, factor: 1)),
      TrainingConfiguration(augmentation: Augmentation(flip: 2)),
      TrainingConfiguration(classWeights: .named(["flu": 2])),
      TrainingConfiguration(classWeights: .named(["covid": 0])),
      TrainingConfiguration(classWeights: .balanced, mitigations: Mitigations(groupStep: 0.01)),
      TrainingConfiguration(mitigations: Mitigations(backgroundShare: 0.5)),
    ])
  func badChoices(configuration: TrainingConfiguration) {
    #expect(throws: TrainingError.self) { try train(configuration, on: examples()) }
  }

  @Test("mitigations by source need sources")
  func sources() {
    let bare = examples { _ in nil }
    for mitigations in [Mitigations(balancesSources: true), Mitigations(groupStep: 0.01)] {
      let error = #expect(throws: TrainingError.self) {
        try train(TrainingConfiguration(epochs: 1, mitigations: mitigations), on: bare)
      }
      #expect(error?.diagnosis.description.contains("source") == true)
    }
  }

  @Test("each mitigation trains, changes the result, and gives the same bits on any threads")
  func mitigations() throws {
    let plain = try train(TrainingConfiguration(batchSize: 6, epochs: 2), on: skewed)
    for mitigations in [Mitigations(balancesSources: true), Mitigations(groupStep: 0.5)] {
      let configuration = TrainingConfiguration(
        batchSize: 6, epochs: 2, mitigations: mitigations)
      let runs = try [1, 3].map { threads in
        try ParallelLoop.$threads.withValue(threads) { try train(configuration, on: skewed) }
      }
      #expect(
        bits(runs[0].network, "block1.conv.weight") == bits(runs[1].network, "block1.conv.weight"))
      #expect(
        bits(runs[0].network, "block1.conv.weight") != bits(plain.network, "block1.conv.weight"))
    }
  }

  /// Three in four images of a class come from its own source.
  private var skewed: [TrainingExample] {
    examples { ($0 % 2 == 0) == ($0 % 8 < 6) ? "north" : "south" }
  }

  @Test("the best epoch has the greatest AUROC, of equals the lowest loss")
  func monitor() throws {
    let state = try train(TrainingConfiguration(epochs: 6), on: examples())
    let best = try #require(state.bestEpoch)
    for epoch in state.epochs {
      let (area, other) = (try #require(best.validationAUROC), try #require(epoch.validationAUROC))
      #expect(area >= other)
      if area == other {
        #expect(try #require(best.validationLoss) <= (try #require(epoch.validationLoss)))
      }
    }
    #expect(Monitor.auroc.effective(labels: [1, 1], classes: 2) == .loss)
  }

  @Test("the log has a row for each epoch")
  func log() throws {
    let state = try train(TrainingConfiguration(schedule: .cosine, epochs: 3), on: examples())
    let lines = TrainingLog.csv(state.epochs).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines[0]
        == "epoch,step,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy,validation_auroc"
    )
    #expect(lines[1].hasPrefix("1,1,0.001,"))
  }
}
