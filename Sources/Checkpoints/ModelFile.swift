internal import Diagnostics
internal import Foundation
internal import Imaging
public import Models
internal import Networks
internal import Tensors

/// Models in files.
public enum ModelFile {
  /// The model in the file at `path`, in the safetensors or the ONNX format.
  ///
  /// A file of ours says everything itself. For a plain PyTorch state dictionary the user names
  /// the architecture; an ONNX file holds its network. What the file does not say may stand in a ``Sidecar`` beside it or come
  /// from the user, who has the last word; what nobody says is assumed, and the model's notes
  /// say so.
  ///
  /// - Parameters:
  ///   - overrides: What the user says.
  ///   - name: How to call the model; by default as its file, without extension.
  /// - Throws: ``FileError`` when the file cannot be read, is damaged or does not fit.
  public static func read(
    _ path: String, overrides: ModelSettings = ModelSettings(), name: String? = nil
  ) throws -> Model {
    let name = name ?? URL(filePath: path).deletingPathExtension().lastPathComponent
    let isONNX = try ONNXModel.isExpected(at: path)
    let sidecar = try Sidecar(beside: path)
    if isONNX {
      return try ONNXModel(contentsOf: path, flags: overrides, sidecar: sidecar).model(name)
    }
    let file = try SafetensorsFile(contentsOf: path)
    return try FileError.naming(path) {
      let metadata = try ModelMetadata(decoding: file.header.metadata)
      let settings = MergedSettings(flags: overrides, sidecar: sidecar, file: metadata)
      return try model(name, in: file, settings: settings)
    }
  }

  /// Writes `model` to `path`, replacing what was there; equal models give equal bytes.
  ///
  /// - Throws: ``FileError`` when the file cannot be written, when a weight is not finite, or
  ///   when the model has no architecture.
  public static func write(_ model: Model, to path: String) throws {
    guard model.architecture != nil else {
      throw FileError(path, CheckpointError.noArchitecture.diagnosis)
    }
    var parameters = model.network.parameters
    parameters[BinaryHead.parameterName] = nil
    try SafetensorsFile.write(parameters, metadata: ModelMetadata(of: model).encoded, to: path)
  }

  private static func model(
    _ name: String, in file: SafetensorsFile, settings: MergedSettings
  ) throws -> Model {
    let dictionary = StateDictionary(file.header)
    guard let architecture = settings.known(\.architecture)?.value else {
      throw CheckpointError.unknownArchitecture(dictionary)
    }
    let fit = ArchitectureFit(of: dictionary, to: architecture)
    guard fit.isExact else { throw CheckpointError.parameters(fit, of: dictionary) }
    let names = dictionary.shapes.keys.sorted()
    let tensors = try file.tensors(named: names.map { dictionary.prefix + $0 })
    let parameters = Dictionary(zip(names, tensors), uniquingKeysWith: { first, _ in first })
    return try ModelCompletion.model(
      name, architecture: architecture,
      network: Network(graph: fit.graph, parameters: parameters), channels: fit.channels,
      settings: settings, notes: dictionary.notes)
  }
}
