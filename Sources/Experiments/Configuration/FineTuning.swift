public import Checkpoints
internal import Diagnostics
internal import Foundation
internal import Models
internal import Training

/// A trained network that every training of an experiment begins with.
public struct FineTuning: Sendable, Equatable {
  /// The model's file.
  public let path: String
  /// What the file does not say.
  public let settings: ModelSettings

  /// The model at `path`.
  public init(path: String, settings: ModelSettings = ModelSettings()) {
    self.path = path
    self.settings = settings
  }

  /// The file's name.
  var fileName: String { URL(filePath: path).lastPathComponent }

  /// The model as a beginning.
  ///
  /// - Throws: ``FileError`` when it cannot be read or is of no architecture of ours.
  func start() throws -> TrainingStart {
    let model = try ModelFile.read(path, overrides: settings)
    return try FileError.naming(path) { try TrainingStart(from: model) }
  }
}
