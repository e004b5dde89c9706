package import Diagnostics
package import Imaging
package import Models
package import Networks
package import Tensors

/// What a checkpoint says about its network, as texts under `__metadata__`.
///
/// Every entry is optional, so that Python can add the few it knows with
/// `save_file(state, path, metadata={"architecture": "resnet18", "input_size": "224x224"})`.
/// Entries of other names, such as PyTorch's `format`, are left alone.
package struct ModelMetadata: Sendable, Equatable {
  package var architecture: Architecture?
  package var classNames: [String]?
  package var inputSize: Extent?
  package var channels: Int?
  package var mean: [Float]?
  package var standardDeviation: [Float]?
  package var fit: Geometry.Fit?
  package var antialias: Bool?
  package var activation: OutputActivation?
  /// Where the model comes from: seed, data set, ….
  package var provenance: [String: String] = [:]

  /// What is written today. Readers refuse greater numbers.
  static let formatVersion = 1

  /// The names of the entries.
  private enum Key: String {
    case formatVersion = "format_version"
    case toolVersion = "tool_version"
    case architecture
    case classNames = "class_names"
    case inputSize = "input_size"
    case channels = "input_channels"
    case mean = "input_mean"
    case standardDeviation = "input_std"
    case fit = "input_fit"
    case antialias = "input_antialias"
    case activation
  }

  private static let provenancePrefix = "provenance."

  /// Metadata that says nothing.
  package init() {}

  /// Everything that is known about `model`.
  package init(of model: Model) {
    architecture = model.architecture
    classNames = model.classNames
    inputSize = model.input.size
    channels = model.input.channels
    mean = model.input.mean
    standardDeviation = model.input.standardDeviation
    fit = model.input.fit
    antialias = model.input.antialias
    activation = model.activation
    provenance = model.provenance
  }
}

extension ModelMetadata {
  /// The entries of a file.
  ///
  /// - Throws: ``ModelMetadataError`` for an entry of ours that has no valid value.
  package init(decoding texts: [String: String]) throws(ModelMetadataError) {
    func decode<Value>(
      _ key: Key, _ expected: String, _ value: (String) -> Value?
    ) throws(ModelMetadataError) -> Value? {
      guard let text = texts[key.rawValue] else { return nil }
      guard let value = value(text) else {
        throw ModelMetadataError(entry: key.rawValue, found: text, expected: expected)
      }
      return value
    }
    let versions = "\(Self.formatVersion), the newest version known"
    _ = try decode(.formatVersion, versions) { text in
      Int(text).flatMap { 1...Self.formatVersion ~= $0 ? $0 : nil }
    }
    architecture = try decode(.architecture, Self.choices(Architecture.self)) {
      Architecture(rawValue: $0)
    }
    classNames = try decode(.classNames, #"a JSON array of strings, ["normal", …]"#) {
      Self.elements($0, \.string)
    }
    inputSize = try decode(.inputSize, "width and height, 224x224") { Extent(text: $0) }
    channels = try decode(.channels, "a positive number") { Int($0).flatMap { $0 > 0 ? $0 : nil } }
    mean = try decode(.mean, "a JSON array of numbers") { Self.elements($0, \.float) }
    standardDeviation = try decode(.standardDeviation, "a JSON array of numbers") {
      Self.elements($0, \.float)
    }
    fit = try decode(.fit, Self.choices(Geometry.Fit.self)) { Geometry.Fit(rawValue: $0) }
    antialias = try decode(.antialias, "true or false") { Bool($0) }
    activation = try decode(.activation, Self.choices(OutputActivation.self)) {
      OutputActivation(rawValue: $0)
    }
    for (name, text) in texts where name.hasPrefix(Self.provenancePrefix) {
      provenance[String(name.dropFirst(Self.provenancePrefix.count))] = text
    }
    provenance[Key.toolVersion.rawValue] = texts[Key.toolVersion.rawValue]
  }

  /// The entries to write.
  package var encoded: [String: String] {
    var texts = [Key.formatVersion.rawValue: "\(Self.formatVersion)"]
    func add(_ key: Key, _ text: String?) { texts[key.rawValue] = text }
    add(.architecture, architecture?.rawValue)
    add(.classNames, classNames.map { "\(JSONValue.array($0.map { .string($0) }))" })
    add(.inputSize, inputSize?.text)
    add(.channels, channels.map(String.init))
    add(.mean, mean.map(Self.numbers))
    add(.standardDeviation, standardDeviation.map(Self.numbers))
    add(.fit, fit?.rawValue)
    add(.antialias, antialias.map(String.init))
    add(.activation, activation?.rawValue)
    for (name, text) in provenance { texts[Self.provenancePrefix + name] = text }
    texts[Self.provenancePrefix + Key.toolVersion.rawValue] = nil
    add(.toolVersion, provenance[Key.toolVersion.rawValue] ?? ToolVersion.current)
    return texts
  }

  /// `[0.485,0.456,0.406]`: the shortest digits that read back exactly.
  private static func numbers(_ values: [Float]) -> String {
    "\(JSONValue.array(values.map { .number("\($0)") }))"
  }

  private static func elements<Element>(
    _ text: String, _ element: (JSONValue) -> Element?
  ) -> [Element]? {
    guard let values = try? JSONValue(parsing: text.utf8).array else { return nil }
    let elements = values.compactMap(element)
    return elements.count == values.count && !elements.isEmpty ? elements : nil
  }

  private static func choices<Choice: CaseIterable & RawRepresentable<String>>(
    _ type: Choice.Type
  ) -> String {
    type.allCases.map(\.rawValue).joined(separator: ", ")
  }
}

/// An entry of the metadata that has no valid value.
package struct ModelMetadataError: Diagnosable, Equatable {
  package let entry: String
  package let found: String
  package let expected: String

  /// The entry, its value and what it may be.
  package var diagnosis: Diagnosis {
    Diagnosis("'\(entry)' in its metadata is '\(found)'", expected: expected)
  }
}
