internal import Checkpoints
internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Models
internal import Networks
internal import Reports
internal import Training
internal import Variants

/// What must be the same for the results in a folder to be those of an experiment; seeds may be
/// added.
struct ExperimentSettings: Equatable {
  /// `name: value`, one for each setting.
  let lines: [String]

  /// The settings of an experiment, with the digest of its manifest.
  init(_ configuration: ExperimentConfiguration) {
    let training = configuration.training
    let digest = SHA256.hexDigest(ofFile: configuration.data) ?? "none"
    let sources = configuration.classOfSource.sorted { $0.key < $1.key }
    lines =
      [
        "version: \(ToolVersion.current)", "manifest (SHA-256): \(digest)",
        "classes: \(configuration.classes?.joined(separator: ", ") ?? "all")",
        "schemes: \(configuration.schemes.map(\.rawValue).joined(separator: ", "))",
        "variants: \(configuration.variants.map(\.rawValue).joined(separator: ", "))",
        "group: \(configuration.group)", "match: \(configuration.isMatched)",
        "shares: \(configuration.validationShare), \(configuration.testShare)",
        "class of source: \(sources.map { "\($0.key)=\($0.value)" }.joined(separator: ", "))",
        "held-out source: \(configuration.heldOutSource ?? "none")",
        "fill: \(configuration.fill.rawValue)", "dilate: \(configuration.dilation)",
        "architecture: \(training.architecture.rawValue)",
        "trained further (SHA-256): "
          + (training.fineTuning.map { SHA256.hexDigest(ofFile: $0.path) ?? "none" } ?? "new"),
        "input: \(training.inputSize.text), \(training.fit.rawValue), \(training.window.text)",
      ]
      // One line each, so that an error can name the one that differs.
      + Mirror(reflecting: training.configuration).children.filter { $0.label != "seed" }
      .map { "training \($0.label ?? ""): \($0.value)" }
  }

  /// Makes sure that the folder belongs to these settings, and marks it.
  ///
  /// - Throws: ``FileError`` when it holds an experiment with others.
  func claim(_ folder: ExperimentFolder) throws {
    if let bytes = FileManager.default.contents(atPath: folder.settings) {
      let found = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      guard found != lines else { return }
      let place = zip(found, lines).enumerated().first { $1.0 != $1.1 }?.offset
      throw FileError(
        folder.path,
        Diagnosis(
          "holds an experiment with '\(place.map { found[$0] } ?? "other settings")'",
          expected: place.map { "'\(lines[$0])'" } ?? "the same settings",
          remedy: "Take another folder, or remove this one to start anew."))
    }
    try TextFile.write(lines.joined(separator: "\n") + "\n", to: folder.settings)
  }
}
