import Diagnostics
import Foundation
import Imaging
import Networks
import Tensors
import Testing
import Training

@Suite("Resuming")
struct ResumeTests {
  /// Choices, and what they are called.
  struct Choices: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (inout TrainingConfiguration) -> Void

    static let all: [Choices] = [
      Choices(testDescription: "defaults") { _ in },
      Choices(testDescription: "SGD, cosine, decay, weights") {
        $0.optimizer = .sgd
        $0.schedule = .cosine
        $0.warmUp = 1
        $0.weightDecay = 0.01
        $0.classWeights = .balanced
      },
      Choices(testDescription: "group DRO, balanced, frozen, erasing") {
        $0.mitigations = Mitigations(balancesSources: true, groupStep: 0.5)
        $0.frozen = ["block1"]
        $0.augmentation.erasing = 0.5
        $0.augmentation.flip = 0.5
      },
    ]
  }

  private let task = BrightHalves { $0 % 3 == 0 ? "a" : "b" }

  private func withFile<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).state").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try body(file)
  }

  @Test("a run continued from its file ends in the same bits", arguments: Choices.all)
  func continuation(choices: Choices) throws {
    struct Killed: Error {}
    var configuration = task.configuration()
    choices.change(&configuration)
    let fingerprint = try task.fingerprint(configuration)
    let whole = try task.train(configuration)
    let state = try withFile { file in
      #expect(throws: Killed.self) {
        try task.train(configuration) { state in
          try TrainingStateFile.write(state, of: fingerprint, to: file)
          if state.epochs.count == 2 { throw Killed() }
        }
      }
      return try #require(
        try TrainingStateFile.read(
          file, of: fingerprint, network: task.network, configuration: configuration))
    }
    #expect(state.epochs.count == 2)
    let rest = try task.train(configuration, from: state)
    #expect(bits(rest.network) == bits(whole.network))
    #expect(bits(rest.best) == bits(whole.best))
    #expect(rest.epochs == whole.epochs)
    #expect(rest.groupWeights == whole.groupWeights)
    #expect(TrainingLog.csv(rest.epochs) == TrainingLog.csv(whole.epochs))
  }

  @Test("a state is not continued with other choices, images, labels, sources or numbers")
  func fingerprints() throws {
    let configuration = task.configuration()
    let input = try task.input
    func fingerprint(
      _ configuration: TrainingConfiguration, _ training: [TrainingExample], seed: UInt64 = 3
    ) -> TrainingFingerprint {
      TrainingFingerprint(
        configuration, input: input,
        network: .init(graph: task.graph, seed: seed), training: training,
        validation: task.validation)
    }
    let own = fingerprint(configuration, task.training)
    #expect(own == fingerprint(configuration, task.training))
    var patient = configuration
    patient.patience = 7
    patient.epochs = 70
    #expect(own == fingerprint(patient, task.training))
    patient.schedule = .cosine
    #expect(own != fingerprint(patient, task.training))
    #expect(own != fingerprint(configuration, task.training, seed: 4))
    #expect(own != fingerprint(configuration, task.training.reversed()))
    #expect(own != fingerprint(configuration, task.training.dropLast()))
    let first = task.training[0]
    var image = first.image
    image.samples[17] += 1e-3
    for other in [
      TrainingExample(image: image, label: 0, group: first.group, source: first.source),
      TrainingExample(image: first.image, label: 1, group: first.group, source: first.source),
      TrainingExample(image: first.image, label: 0, group: first.group, source: "c"),
    ] {
      #expect(own != fingerprint(configuration, [other] + task.training.dropFirst()))
    }
    let changes: [(inout TrainingConfiguration) -> Void] = [
      { $0.seed = 4 }, { $0.weightDecay = 0.1 }, { $0.warmUp = 1 }, { $0.monitor = .loss },
      { $0.classWeights = .named(["left": 2]) }, { $0.augmentation.flip = 0.5 },
      { $0.mitigations.balancesSources = true }, { $0.mitigations.groupStep = 0.01 },
      { $0.mitigations.backgroundShare = 0.5 }, { $0.mitigations.removesMarkers = true },
      { $0.frozen = ["block1"] }, { $0.optimizer = .sgd }, { $0.batchSize = 4 },
    ]
    for change in changes {
      var other = configuration
      change(&other)
      #expect(own != fingerprint(other, task.training))
    }
  }

  @Test("a state of another run is refused, and none is no state")
  func refusals() throws {
    let configuration = task.configuration(epochs: 1)
    var other = configuration
    other.seed = 4
    try withFile { file in
      func read(_ file: String, _ configuration: TrainingConfiguration) throws -> TrainingState? {
        try TrainingStateFile.read(
          file, of: task.fingerprint(configuration), network: task.network,
          configuration: configuration)
      }
      #expect(try read(file, configuration) == nil)
      try TrainingStateFile.write(
        task.train(configuration), of: task.fingerprint(configuration), to: file)
      #expect(try read(file, configuration)?.epochs.count == 1)
      #expect(throws: FileError.self) { try read(file, other) }
      try Data("no state".utf8).write(to: URL(filePath: file))
      #expect(throws: FileError.self) { try read(file, configuration) }
    }
  }
}
