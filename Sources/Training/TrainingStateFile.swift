internal import Checkpoints
internal import Diagnostics
internal import Foundation
public import Networks
internal import Tensors

/// A ``TrainingState`` in a safetensors file, from which a killed run goes on.
public enum TrainingStateFile {
  /// Writes `state` to `path`, in one step.
  public static func write(
    _ state: TrainingState, of fingerprint: TrainingFingerprint, to path: String
  ) throws {
    var tensors: [String: Tensor] = [:]
    for (name, value) in state.network.parameters { tensors["now/\(name)"] = value }
    for (name, value) in state.best.parameters { tensors["best/\(name)"] = value }
    for (name, value) in state.optimizer.slots { tensors["slot/\(name)"] = value }
    try SafetensorsFile.write(
      tensors,
      metadata: [
        "fingerprint": fingerprint.text, "step": "\(state.step)",
        "epochs": TrainingLog.csv(state.epochs),
        "group_weights": state.groupWeights.map { "\($0)" }.joined(separator: " "),
      ], to: path)
  }

  /// The state in the file at `path`, or `nil` when there is no file.
  ///
  /// - Parameter network: As it was before the first epoch.
  /// - Throws: ``FileError`` when the file is damaged or belongs to a run with other choices.
  public static func read(
    _ path: String, of fingerprint: TrainingFingerprint, network: Network,
    configuration: TrainingConfiguration
  ) throws -> TrainingState? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let file = try SafetensorsFile(contentsOf: path)
    let metadata = file.header.metadata
    guard metadata["fingerprint"] == fingerprint.text else {
      throw FileError(
        path,
        Diagnosis(
          "belongs to a run with other choices or other images", expected: "the same as before",
          remedy: "Repeat them, or remove the file to start anew."))
    }
    guard let step = metadata["step"].flatMap({ Int($0) }),
      let epochs = metadata["epochs"].flatMap(TrainingLog.epochs(in:))
    else {
      throw FileError(
        path,
        Diagnosis(
          "has no readable list of epochs", expected: "the state of a training",
          remedy: "Remove the file to start anew."))
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
      state.step = step
      state.epochs = epochs
      state.groupWeights = (metadata["group_weights"] ?? "").split(separator: " ")
        .compactMap { Double($0) }
      return state
    }
  }
}
