internal import Checkpoints
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Models
public import Networks

/// The training of one model from a manifest's images to a checkpoint on disk.
public struct TrainingRun: Sendable {
  /// With what it begins.
  public let start: TrainingStart
  /// The images.
  public let data: TrainingData
  /// The choices.
  public let configuration: TrainingConfiguration
  /// The checkpoint.
  public let output: String
  /// Where the state is kept until the run is finished.
  public var statePath: String { output + ".state" }
  /// The figures of each epoch, see ``TrainingLog``.
  public var logPath: String { output + ".log.csv" }

  /// A run with a new network.
  public init(
    architecture: Architecture, data: TrainingData, configuration: TrainingConfiguration,
    output: String
  ) {
    self.init(
      start: TrainingStart(architecture), data: data, configuration: configuration,
      output: output)
  }

  /// A run.
  public init(
    start: TrainingStart, data: TrainingData, configuration: TrainingConfiguration,
    output: String
  ) {
    self.start = start
    self.data = data
    self.configuration = configuration
    self.output = output
  }

  /// What really decides which epoch is best; see ``Monitor``.
  public var monitor: Monitor {
    configuration.monitor.effective(
      labels: data.validation.map(\.label), classes: data.classNames.count)
  }

  /// Trains, from the beginning or, when `resumes`, from where a killed run stopped, and writes
  /// the parameters of the best epoch and the log.
  ///
  /// - Parameter provenance: What else the checkpoint should say about its origin.
  /// - Returns: The last state.
  /// - Throws: ``FileError`` when the checkpoint cannot be written or the state does not fit;
  ///   ``TrainingError`` when the choices fit neither each other nor the images.
  public func run(
    resumes: Bool, provenance: [String: String] = [:],
    onStep: (_ epoch: Int, _ share: Double) -> Void = { _, _ in },
    onEpoch: (Trainer.Epoch) -> Void = { _ in }
  ) throws -> TrainingState {
    guard configuration.mitigations == data.mitigations else {
      throw TrainingError.otherMitigations
    }
    let network = try start.network(
      channels: data.input.channels, classNames: data.classNames, seed: configuration.seed)
    let fingerprint = TrainingFingerprint(
      configuration, input: data.input, classNames: data.classNames, network: network,
      training: data.training, validation: data.validation)
    var state = TrainingState(network, configuration: configuration)
    if resumes {
      state =
        try TrainingStateFile.read(
          statePath, of: fingerprint, network: network, configuration: configuration) ?? state
    }
    let trainer = Trainer(
      configuration: configuration, input: data.input, classNames: data.classNames)
    state = try trainer.run(
      state, training: data.training, validation: data.validation, onStep: onStep
    ) { state in
      // The log follows the state, so that it is right after a kill between the two as well.
      try TrainingStateFile.write(state, of: fingerprint, to: statePath)
      try writeLog(state)
      if let epoch = state.epochs.last { onEpoch(epoch) }
    }
    try writeLog(state)
    try ModelFile.write(try model(state, provenance: provenance), to: output)
    try? FileManager.default.removeItem(atPath: statePath)
    return state
  }

  private func writeLog(_ state: TrainingState) throws {
    try AtomicFile.write(to: logPath) { Array(TrainingLog.csv(state.epochs).utf8) }
  }

  private func model(_ state: TrainingState, provenance: [String: String]) throws -> Model {
    let origin = configuration.provenance
      .merging(data.provenance(monitor: monitor)) { $1 }
      .merging(start.provenance(classNames: data.classNames)) { $1 }
      .merging(state.provenance) { $1 }
      .merging(provenance) { $1 }
    return try FileError.naming(output) {
      try Model(
        name: (output as NSString).lastPathComponent, architecture: start.architecture,
        network: state.best, input: data.input, classNames: data.classNames, provenance: origin)
    }
  }
}
