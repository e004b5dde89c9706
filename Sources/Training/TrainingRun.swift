internal import Checkpoints
internal import Diagnostics
internal import Foundation
internal import Models
public import Networks

/// The training of one model from a manifest's images to a checkpoint on disk.
public struct TrainingRun: Sendable {
  /// What to build.
  public let architecture: Architecture
  /// The images.
  public let data: TrainingData
  /// The choices.
  public let configuration: TrainingConfiguration
  /// The checkpoint.
  public let output: String
  /// Where the state is kept until the run is finished.
  public var statePath: String { output + ".state" }

  /// A run.
  public init(
    architecture: Architecture, data: TrainingData, configuration: TrainingConfiguration,
    output: String
  ) {
    self.architecture = architecture
    self.data = data
    self.configuration = configuration
    self.output = output
  }

  /// Trains, from the beginning or, when `resumes`, from where a killed run stopped, and writes
  /// the parameters of the best epoch.
  ///
  /// - Parameter provenance: What else the checkpoint should say about its origin.
  /// - Returns: The last state.
  /// - Throws: ``FileError`` when the checkpoint cannot be written or the state does not fit.
  public func run(
    resumes: Bool, provenance: [String: String] = [:],
    onStep: (_ epoch: Int, _ share: Double) -> Void = { _, _ in },
    onEpoch: (Trainer.Epoch) -> Void = { _ in }
  ) throws -> TrainingState {
    let graph = architecture.graph(
      channels: data.input.channels, classes: data.classNames.count)
    let network = Network(graph: graph, seed: configuration.seed)
    var state = TrainingState(network, configuration: configuration)
    if resumes {
      state =
        try TrainingStateFile.read(
          statePath, of: configuration, input: data.input, network: network) ?? state
    }
    let trainer = Trainer(configuration: configuration, input: data.input)
    state = try trainer.run(
      state, training: data.training, validation: data.validation, onStep: onStep
    ) { state in
      try TrainingStateFile.write(state, of: configuration, input: data.input, to: statePath)
      if let epoch = state.epochs.last { onEpoch(epoch) }
    }
    try ModelFile.write(try model(state, provenance: provenance), to: output)
    try? FileManager.default.removeItem(atPath: statePath)
    return state
  }

  private func model(_ state: TrainingState, provenance: [String: String]) throws -> Model {
    var origin = provenance
    origin["seed"] = "\(configuration.seed)"
    origin["optimizer"] = configuration.optimizer.rawValue
    origin["learning_rate"] = "\(configuration.learningRate)"
    origin["batch_size"] = "\(configuration.batchSize)"
    origin["training_images"] = "\(data.training.count)"
    origin["validation_images"] = "\(data.validation.count)"
    if let best = state.bestEpoch {
      origin["epoch"] = "\(best.number)"
      origin["validation_loss"] = "\(best.validationLoss)"
      origin["validation_accuracy"] = "\(best.validationAccuracy)"
    }
    return try FileError.naming(output) {
      try Model(
        name: (output as NSString).lastPathComponent, architecture: architecture,
        network: state.best, input: data.input, classNames: data.classNames, provenance: origin)
    }
  }
}
