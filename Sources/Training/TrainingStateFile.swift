internal import Checkpoints
internal import Diagnostics
internal import Foundation
public import Models
public import Networks
internal import Tensors

/// A ``TrainingState`` in a safetensors file, from which a killed run goes on.
public enum TrainingStateFile {
  /// Writes `state` to `path`, in one step.
  public static func write(
    _ state: TrainingState, of configuration: TrainingConfiguration, input: InputSpecification,
    to path: String
  ) throws {
    var tensors: [String: Tensor] = [:]
    for (name, value) in state.network.parameters { tensors["now/\(name)"] = value }
    for (name, value) in state.best.parameters { tensors["best/\(name)"] = value }
    for (name, value) in state.optimizer.slots { tensors["slot/\(name)"] = value }
    let epochs = state.epochs.map { epoch in
      [
        epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss,
        epoch.validationAccuracy,
      ].map { "\($0)" }.joined(separator: " ")
    }
    try SafetensorsFile.write(
      tensors,
      metadata: [
        "fingerprint": fingerprint(configuration, input), "step": "\(state.step)",
        "epochs": epochs.joined(separator: "\n"),
      ], to: path)
  }

  /// The state in the file at `path`, or `nil` when there is no file.
  ///
  /// - Throws: ``FileError`` when the file is damaged or belongs to a run with other choices.
  public static func read(
    _ path: String, of configuration: TrainingConfiguration, input: InputSpecification,
    network: Network
  ) throws -> TrainingState? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let file = try SafetensorsFile(contentsOf: path)
    let metadata = file.header.metadata
    guard metadata["fingerprint"] == fingerprint(configuration, input) else {
      throw FileError(
        path,
        Diagnosis(
          "belongs to a run with other choices or other images", expected: "the same as before",
          remedy: "Repeat them, or remove the file to start anew."))
    }
    return try FileError.naming(path) {
      var state = TrainingState(network, configuration: configuration)
      func tensors(_ prefix: String) throws -> [String: Tensor] {
        var result: [String: Tensor] = [:]
        for name in file.header.entries.keys where name.hasPrefix(prefix) {
          result[String(name.dropFirst(prefix.count))] = try file.tensor(named: name)
        }
        return result
      }
      state.network = try Network(graph: network.graph, parameters: tensors("now/"))
      state.best = try Network(graph: network.graph, parameters: tensors("best/"))
      state.optimizer.slots = try tensors("slot/")
      state.step = Int(metadata["step"] ?? "") ?? 0
      state.epochs = (metadata["epochs"] ?? "").split(separator: "\n").enumerated().compactMap {
        index, line in
        let figures = line.split(separator: " ").compactMap { Double($0) }
        guard figures.count == 4 else { return nil }
        return Trainer.Epoch(
          number: index + 1, trainingLoss: figures[0], trainingAccuracy: figures[1],
          validationLoss: figures[2], validationAccuracy: figures[3])
      }
      return state
    }
  }

  /// What must agree; the images enter through their moments.
  private static func fingerprint(
    _ configuration: TrainingConfiguration, _ input: InputSpecification
  ) -> String {
    "\(configuration.fingerprint) \(input)"
  }
}
