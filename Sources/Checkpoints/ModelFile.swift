internal import Diagnostics
internal import Foundation
internal import Imaging
public import Models
internal import Networks
internal import Tensors

/// Models in safetensors files.
public enum ModelFile {
  /// The model in the file at `path`.
  ///
  /// A file of ours says everything itself. For a plain PyTorch state dictionary the user names
  /// the architecture; what nobody says is assumed, and the model's notes say so.
  ///
  /// - Parameter name: How to call the model; by default as its file, without extension.
  /// - Throws: ``FileError`` when the file cannot be read, is damaged or does not fit.
  public static func read(
    _ path: String, overrides: ModelOverrides = ModelOverrides(), name: String? = nil
  ) throws -> Model {
    let file = try SafetensorsFile(contentsOf: path)
    let name = name ?? URL(filePath: path).deletingPathExtension().lastPathComponent
    return try FileError.naming(path) { try model(name, in: file, overrides: overrides) }
  }

  /// Writes `model` to `path`, replacing what was there; equal models give equal bytes.
  ///
  /// - Throws: ``FileError`` when the file cannot be written, when a weight is not finite, or
  ///   when the model has no architecture.
  public static func write(_ model: Model, to path: String) throws {
    guard model.architecture != nil else {
      throw FileError(path, CheckpointError.noArchitecture.diagnosis)
    }
    try SafetensorsFile.write(
      model.network.parameters, metadata: ModelMetadata(of: model).encoded, to: path)
  }

  private static func model(
    _ name: String, in file: SafetensorsFile, overrides: ModelOverrides
  ) throws -> Model {
    let known = try ModelMetadata(decoding: file.header.metadata).overridden(by: overrides)
    let dictionary = StateDictionary(file.header)
    guard let architecture = known.architecture else {
      throw CheckpointError.unknownArchitecture(dictionary)
    }
    let fit = ArchitectureFit(of: dictionary, to: architecture)
    guard fit.isExact else { throw CheckpointError.parameters(fit, of: dictionary) }
    if let channels = known.channels, channels != fit.channels {
      throw CheckpointError.channels(fit.channels, expected: channels)
    }
    var parameters: [String: Tensor] = [:]
    for parameter in dictionary.shapes.keys.sorted() {
      parameters[parameter] = try file.tensor(named: dictionary.prefix + parameter)
    }
    var notes = Assumptions()
    if !dictionary.prefix.isEmpty { notes.strippedPrefix(dictionary.prefix) }
    return try Model(
      name: name, architecture: architecture,
      network: Network(graph: fit.graph, parameters: parameters),
      input: notes.completedInput(known, channels: fit.channels),
      classNames: notes.completedClassNames(known, classes: fit.classes),
      activation: known.activation, provenance: known.provenance, notes: notes.sentences)
  }
}
