internal import Diagnostics
internal import Foundation
internal import Models
internal import Networks
internal import ONNX
internal import Tensors

/// A model in the ONNX format: the network is in the file, what surrounds it in its metadata.
struct ONNXModel {
  private let path: String
  private let file: ONNXFile
  private var settings: MergedSettings

  /// The model in the file at `path`.
  ///
  /// - Throws: ``FileError`` when the file is damaged or its metadata have no valid value.
  init(contentsOf path: String, flags: ModelSettings, sidecar: Sidecar) throws {
    self.path = path
    file = try ONNXFile(contentsOf: path)
    let metadata = try FileError.naming(path) { [file] in
      try ModelMetadata(decoding: file.metadata)
    }
    settings = MergedSettings(flags: flags, sidecar: sidecar, file: metadata)
    let extent = file.input.height.flatMap { height in
      file.input.width.map { Extent(height: height, width: $0) }
    }
    settings.add(
      declared: ModelSettings(inputSize: extent, channels: file.input.channels))
  }

  /// Whether the file at `path` is meant to be an ONNX model, by its content or else its name.
  static func isExpected(at path: String) throws -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: 3)) ?? Data()
    return ONNXFile.isLikely(start) || path.lowercased().hasSuffix(".onnx")
  }

  /// The model, called `name`.
  ///
  /// - Throws: ``FileError`` when the network is not supported or does not fit its settings.
  func model(_ name: String) throws -> Model {
    try FileError.naming(path) {
      let (imported, channels) = try network()
      var settings = settings
      settings.add(declared: ModelSettings(activation: imported.activation?.outputActivation))
      return try ModelCompletion.model(
        name, network: imported.network, channels: channels, settings: settings,
        notes: notes + imported.notes)
    }
  }

  /// The network for the input size that is used; the weights decide about the channels when
  /// the file leaves them open.
  private func network() throws -> (ImportedNetwork, channels: Int) {
    let extent = settings.inputSize.value
    if let channels = file.input.channels ?? settings.channels?.value {
      return (try file.network(channels: channels, extent: extent), channels)
    }
    if let colour = try? file.network(channels: 3, extent: extent) { return (colour, 3) }
    return (try file.network(channels: 1, extent: extent), 1)
  }

  private var notes: [String] {
    settings.known(\.architecture)?.origin == .flag
      ? ["An ONNX file holds its own network; --architecture is not used."] : []
  }
}

extension ImportedNetwork.Activation {
  fileprivate var outputActivation: OutputActivation {
    switch self {
    case .softmax: .softmax
    case .sigmoid: .sigmoid
    }
  }
}
