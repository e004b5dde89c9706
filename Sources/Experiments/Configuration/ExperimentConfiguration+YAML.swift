internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Models
internal import Networks
internal import Tensors
internal import Training
internal import Variants

extension ExperimentConfiguration {
  /// Reads the YAML file at `path`; the paths in it are seen from the file's folder.
  ///
  /// - Throws: ``FileError`` with the line of what cannot be understood.
  public init(path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw FileError(path, Diagnosis("cannot be read", expected: "an experiment in YAML"))
    }
    let folder = (path as NSString).deletingLastPathComponent
    self = try FileError.naming(path) {
      try ExperimentConfiguration(yaml: String(decoding: bytes, as: UTF8.self), folder: folder)
    }
    if let model = try training.fineTuning?.start().model {
      training.architecture = model.architecture ?? training.architecture
      training.inputSize = model.input.size
      training.fit = model.input.fit
      training.window = model.input.window
    }
  }

  private static let settings = [
    "data", "classes", "positive", "schemes", "variants", "training-variants", "seeds", "group",
    "match", "validation-share", "test-share", "class-of-source", "held-out-source", "fill",
    "dilate", "training",
  ]

  /// An experiment in the words of a configuration file that lies in `folder`.
  package init(yaml text: String, folder: String = "") throws(ConfigurationError) {
    let root = try YAMLSection(text)
    try root.allow(Self.settings)
    guard let data = try root.text("data") else {
      throw ConfigurationError(
        nil, "there is no 'data'", expected: "the path of a manifest, such as 'data: study.csv'")
    }
    self.init(data: data.seen(from: folder))
    classes = try root.texts("classes")
    positive = try root.text("positive")
    schemes = try root.choices("schemes", of: SplitScheme.self) ?? schemes
    variants = try root.choices("variants", of: VariantKind.self) ?? variants
    trainingVariants = try root.choices("training-variants", of: VariantKind.self)
    seeds = try root.values("seeds", expected: "whole numbers from 0") { UInt64($0) } ?? seeds
    group = try root.text("group") ?? group
    isMatched = try root.flag("match") ?? isMatched
    let share = { (text: String) in Double(text).flatMap { $0 > 0 && $0 < 1 ? $0 : nil } }
    validationShare =
      try root.value("validation-share", expected: "a share such as 0.15", share)
      ?? validationShare
    testShare = try root.value("test-share", expected: "a share such as 0.25", share) ?? testShare
    classOfSource = try root.pairs("class-of-source") ?? classOfSource
    heldOutSource = try root.text("held-out-source")
    fill = try root.choice("fill", of: Fill.self) ?? fill
    dilation =
      try root.value("dilate", expected: "a whole number of pixels") { Int($0) } ?? dilation
    if let section = try root.section("training") {
      training = try TrainingChoices(section, folder: folder)
    }
    try check(root)
  }

  /// Checks what single settings cannot show.
  private func check(_ root: YAMLSection) throws(ConfigurationError) {
    if let classes, classes.count < 2 {
      throw root.error("classes", "has a single class", expected: "at least two")
    }
    if let positive, let classes, !classes.contains(positive) {
      throw root.error(
        "positive", "is '\(positive)'", expected: "one of \(classes.joined(separator: ", "))",
        remedy: nearestName(to: positive, among: classes).map { "Did you mean '\($0)'?" })
    }
    if heldOutSource != nil, !schemes.contains(.leaveSourceOut) {
      throw root.error(
        "held-out-source", "is given without the scheme leave-source-out",
        expected: "that scheme among 'schemes'")
    }
    if let other = trainedVariants.first(where: { !variants.contains($0) }) {
      throw root.error(
        "training-variants", "has '\(other.rawValue)'", expected: "some of 'variants'")
    }
    if validationShare + testShare >= 1 {
      throw root.error(
        "test-share", "and 'validation-share' leave nothing to train on",
        expected: "a sum below 1")
    }
  }
}

extension String {
  /// The path as it is from the current directory, when it is meant from `folder`.
  func seen(from folder: String) -> String {
    hasPrefix("/") || folder.isEmpty ? self : folder + "/" + self
  }
}
