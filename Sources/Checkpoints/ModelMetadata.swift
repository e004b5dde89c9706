package import Diagnostics
internal import Imaging
package import Models
internal import Networks
internal import Tensors

/// What a file says about its network, as named entries.
///
/// Every entry is optional, so that Python can add the few it knows with
/// `save_file(state, path, metadata={"architecture": "resnet18", "input_size": "224x224"})`.
/// Entries of other names, such as PyTorch's `format`, are left alone.
package struct ModelMetadata: Sendable, Equatable {
  /// What the network is and expects.
  package var settings = ModelSettings()
  /// Where the model comes from: seed, data set, ….
  package var provenance: [String: String] = [:]

  /// What is written today. Readers refuse greater numbers.
  static let formatVersion = 1

  /// The entries that are no ``ModelSetting``.
  private enum Entry: String, CaseIterable {
    case formatVersion = "format_version"
    case toolVersion = "tool_version"
    case architecture
    case preset
  }

  private static let provenancePrefix = "provenance."

  /// The names of all entries.
  static let names = Entry.allCases.map(\.rawValue) + ModelSetting.allCases.map(\.rawValue)

  /// Whether an entry of this name is ours.
  static func isKnown(_ name: String) -> Bool {
    names.contains(name) || name.hasPrefix(provenancePrefix)
  }

  /// Metadata that says nothing.
  package init() {}

  /// Everything that is known about `model`.
  package init(of model: Model) {
    settings = ModelSettings(of: model)
    provenance = model.provenance
  }
}

extension ModelMetadata {
  /// The texts of a file, as safetensors and ONNX hold them.
  ///
  /// - Throws: ``ModelMetadataError`` for an entry of ours that has no valid value.
  package init(decoding texts: [String: String]) throws(ModelMetadataError) {
    try self.init(decoding: texts.mapValues { .string($0) })
  }

  /// Entries as JSON has them: each as a value of its own kind or as the text for it.
  init(decoding values: [String: JSONValue]) throws(ModelMetadataError) {
    func decode<Value>(
      _ entry: String, _ expected: String, _ read: (JSONValue) -> Value?
    ) throws(ModelMetadataError) -> Value? {
      guard let found = values[entry], found != .null else { return nil }
      guard let value = read(found) else {
        throw ModelMetadataError(
          entry: entry, found: found.string ?? found.description, expected: expected)
      }
      return value
    }
    func choice<Choice: CaseIterable & RawRepresentable<String>>(
      _ entry: String, _ type: Choice.Type
    ) throws(ModelMetadataError) -> Choice? {
      let expected = type.allCases.map(\.rawValue).joined(separator: ", ")
      return try decode(entry, expected) { $0.string.flatMap(Choice.init) }
    }
    func numbers(_ setting: ModelSetting) throws(ModelMetadataError) -> [Float]? {
      try decode(setting.rawValue, "a JSON array of numbers") { $0.elements(\.float) }
    }
    let versions = "\(Self.formatVersion), the newest version known"
    _ = try decode(Entry.formatVersion.rawValue, versions) { value in
      value.positiveNumber.flatMap { $0 <= Self.formatVersion ? $0 : nil }
    }
    settings.architecture = try choice(Entry.architecture.rawValue, Architecture.self)
    settings.preset = try choice(Entry.preset.rawValue, ModelPreset.self)
    settings.window = try decode(
      ModelSetting.window.rawValue, "auto, full, own, or width and level as in 3000,1500"
    ) { $0.window }
    settings.inputSize = try decode(
      ModelSetting.size.rawValue, "width and height, 224x224, or one number for a square"
    ) { $0.extent }
    settings.channels = try decode(ModelSetting.channels.rawValue, "a positive number") {
      $0.positiveNumber
    }
    settings.fit = try choice(ModelSetting.fit.rawValue, Geometry.Fit.self)
    settings.antialias = try decode(ModelSetting.antialias.rawValue, "true or false") { value in
      if case .boolean(let truth) = value { truth } else { value.string.flatMap(Bool.init) }
    }
    settings.range = try decode(
      ModelSetting.range.rawValue, "a JSON array of two numbers, the lower first, [0, 255]"
    ) { $0.range }
    settings.mean = try numbers(.mean)
    settings.standardDeviation = try numbers(.standardDeviation)
    settings.classNames = try decode(
      ModelSetting.classNames.rawValue, #"a JSON array of strings, ["normal", …]"#
    ) { $0.elements(\.string) }
    settings.activation = try choice(ModelSetting.activation.rawValue, OutputActivation.self)
    for (name, value) in values where name.hasPrefix(Self.provenancePrefix) {
      provenance[String(name.dropFirst(Self.provenancePrefix.count))] =
        value.string ?? value.description
    }
    provenance[Entry.toolVersion.rawValue] = values[Entry.toolVersion.rawValue]?.string
  }

  /// The entries to write.
  package var encoded: [String: String] {
    var texts: [String: String] = [:]
    func add(_ entry: Entry, _ text: String?) { texts[entry.rawValue] = text }
    func add(_ setting: ModelSetting, _ text: String?) { texts[setting.rawValue] = text }
    add(.formatVersion, "\(Self.formatVersion)")
    add(.architecture, settings.architecture?.rawValue)
    add(.preset, settings.preset?.rawValue)
    add(.window, settings.window?.text)
    add(.size, settings.inputSize?.text)
    add(.channels, settings.channels.map(String.init))
    add(.fit, settings.fit?.rawValue)
    add(.antialias, settings.antialias.map(String.init))
    add(.range, settings.range.map { Self.list([$0.lowerBound, $0.upperBound]) })
    add(.mean, settings.mean.map(Self.list))
    add(.standardDeviation, settings.standardDeviation.map(Self.list))
    add(.classNames, settings.classNames.map { "\(JSONValue.array($0.map { .string($0) }))" })
    add(.activation, settings.activation?.rawValue)
    for (name, text) in provenance { texts[Self.provenancePrefix + name] = text }
    texts[Self.provenancePrefix + Entry.toolVersion.rawValue] = nil
    add(.toolVersion, provenance[Entry.toolVersion.rawValue] ?? ToolVersion.current)
    return texts
  }

  /// `[0.485,0.456,0.406]`: the shortest digits that read back exactly.
  private static func list(_ values: [Float]) -> String {
    "\(JSONValue.array(values.map { .number(Int(exactly: $0).map(String.init) ?? "\($0)") }))"
  }
}

/// The kinds of values that entries have, each also as a text.
extension JSONValue {
  /// The array whose text this is, or this array.
  private var written: JSONValue? {
    if let string { try? JSONValue(parsing: string.utf8) } else { self }
  }

  /// All elements of an array, if there are any and each is of the kind.
  fileprivate func elements<Element>(_ kind: (JSONValue) -> Element?) -> [Element]? {
    guard let values = written?.array, !values.isEmpty else { return nil }
    let elements = values.compactMap(kind)
    return elements.count == values.count ? elements : nil
  }

  fileprivate var positiveNumber: Int? {
    (count ?? string.flatMap { Int($0) }).flatMap { $0 > 0 ? $0 : nil }
  }

  /// `"320x240"`, 224 or, where it does not matter which comes first, `[224, 224]`.
  fileprivate var extent: Extent? {
    if let text = string, let extent = Extent(text: text) { return extent }
    if let side = positiveNumber { return .square(side) }
    guard let sides = elements(\.positiveNumber), sides.count == 2, sides[0] == sides[1] else {
      return nil
    }
    return .square(sides[0])
  }

  fileprivate var range: ClosedRange<Float>? {
    guard let limits = elements(\.float), limits.count == 2, limits[0] < limits[1] else {
      return nil
    }
    return limits[0]...limits[1]
  }

  fileprivate var window: ToneWindow? {
    if let text = string, let window = ToneWindow(text: text) { return window }
    guard let numbers = elements(\.float), numbers.count == 2 else { return nil }
    return ToneWindow(width: numbers[0], level: numbers[1])
  }
}

/// An entry that has no valid value.
package struct ModelMetadataError: Diagnosable, Equatable {
  package let entry: String
  package let found: String
  package let expected: String

  /// The entry, its value and what it may be.
  package var diagnosis: Diagnosis {
    Diagnosis("'\(entry)' in its metadata is '\(found)'", expected: expected)
  }
}
