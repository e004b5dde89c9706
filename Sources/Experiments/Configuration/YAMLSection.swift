public import Diagnostics
internal import Yams

/// A mapping of a YAML file, read strictly: a key that nobody asked for is an error, with its line.
///
/// `Codable` would ignore a misspelt key, and the experiment would run with a default that was not
/// meant.
struct YAMLSection {
  /// How messages call the section: empty for the whole file.
  let name: String
  private let mapping: Node.Mapping
  private let line: Int

  /// The mapping in `text`.
  ///
  /// - Throws: ``ConfigurationError``.
  init(_ text: String) throws(ConfigurationError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw ConfigurationError(nil, "is not YAML: \(error)".firstLine, expected: "a YAML file")
    }
    guard let root else { throw ConfigurationError(nil, "is empty", expected: "an experiment") }
    try self.init(root, name: "")
  }

  private init(_ node: Node, name: String) throws(ConfigurationError) {
    guard let mapping = node.mapping else {
      throw ConfigurationError(
        node.mark?.line, "\(name.isEmpty ? "the file" : "'\(name)'") is no mapping",
        expected: "lines such as 'key: value'")
    }
    self.name = name
    self.mapping = mapping
    line = node.mark?.line ?? 1
    var seen: Set<String> = []
    for (key, _) in mapping {
      guard let text = key.scalar?.string else {
        throw ConfigurationError(key.mark?.line, "a key is no text", expected: "a name")
      }
      if !seen.insert(text).inserted {
        throw ConfigurationError(key.mark?.line, "'\(text)' is there twice", expected: "it once")
      }
    }
  }

  /// Checks that there is no other key than `known`.
  func allow(_ known: [String]) throws(ConfigurationError) {
    for (key, _) in mapping {
      guard let text = key.scalar?.string, !known.contains(text) else { continue }
      throw ConfigurationError(
        key.mark?.line, "there is no setting '\(text)'\(name.isEmpty ? "" : " in '\(name)'")",
        expected: "some of \(known.joined(separator: ", "))",
        remedy: nearestName(to: text, among: known).map { "Did you mean '\($0)'?" })
    }
  }

  /// The section under `key`; `nil` where there is none.
  func section(_ key: String) throws(ConfigurationError) -> YAMLSection? {
    guard let node = mapping[key] else { return nil }
    return try YAMLSection(node, name: key)
  }

  /// The text under `key`; `nil` where there is none.
  func text(_ key: String) throws(ConfigurationError) -> String? {
    guard let node = mapping[key] else { return nil }
    return try Self.text(node, key)
  }

  /// The texts of the list under `key`; `nil` where there is none.
  func texts(_ key: String) throws(ConfigurationError) -> [String]? {
    guard let node = mapping[key] else { return nil }
    guard let sequence = node.sequence else {
      throw error(key, "is no list", expected: "a list such as [a, b]")
    }
    var texts: [String] = []
    for node in sequence { texts.append(try Self.text(node, key)) }
    if texts.isEmpty { throw error(key, "is an empty list", expected: "at least one value") }
    if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
      throw error(key, "has '\(texts[twice])' twice", expected: "each value once")
    }
    return texts
  }

  /// The texts by name under `key`; `nil` where there is none.
  func pairs(_ key: String) throws(ConfigurationError) -> [String: String]? {
    guard let section = try section(key) else { return nil }
    var pairs: [String: String] = [:]
    for (name, node) in section.mapping {
      if let name = name.scalar?.string { pairs[name] = try Self.text(node, name) }
    }
    return pairs
  }

  /// The value that `parse` reads from the text under `key`; `nil` where there is none.
  ///
  /// - Parameter expected: What a user should write.
  func value<Value>(
    _ key: String, expected: String, _ parse: (String) -> Value?
  ) throws(ConfigurationError) -> Value? {
    guard let text = try text(key) else { return nil }
    guard let value = parse(text) else { throw error(key, "is '\(text)'", expected: expected) }
    return value
  }

  /// The values that `parse` reads from the list under `key`; `nil` where there is none.
  func values<Value>(
    _ key: String, expected: String, _ parse: (String) -> Value?
  ) throws(ConfigurationError) -> [Value]? {
    guard let texts = try texts(key) else { return nil }
    var values: [Value] = []
    for text in texts {
      guard let value = parse(text) else {
        throw error(key, "has '\(text)'", expected: expected)
      }
      values.append(value)
    }
    return values
  }

  /// One of the cases of an enumeration, by its raw value.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of _: Choice.Type
  ) throws(ConfigurationError) -> Choice? where Choice.RawValue == String {
    try value(
      key, expected: "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))",
      Choice.init(rawValue:))
  }

  /// Some of the cases of an enumeration, by their raw values.
  func choices<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of _: Choice.Type
  ) throws(ConfigurationError) -> [Choice]? where Choice.RawValue == String {
    try values(
      key, expected: "some of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))",
      Choice.init(rawValue:))
  }

  /// Whether `key` is `true`; `nil` where there is none.
  func flag(_ key: String) throws(ConfigurationError) -> Bool? {
    try value(key, expected: "true or false") { ["true": true, "false": false][$0.lowercased()] }
  }

  /// An error about the value under `key`.
  func error(
    _ key: String, _ found: String, expected: String, remedy: String? = nil
  ) -> ConfigurationError {
    ConfigurationError(
      mapping[key]?.mark?.line ?? line, "'\(key)' \(found)", expected: expected, remedy: remedy)
  }

  private static func text(_ node: Node, _ key: String) throws(ConfigurationError) -> String {
    guard let scalar = node.scalar else {
      throw ConfigurationError(
        node.mark?.line, "'\(key)' is no single value", expected: "a word or a number")
    }
    return scalar.string
  }
}

/// A configuration that cannot be understood.
public struct ConfigurationError: Diagnosable, Equatable {
  /// What is wrong, with its line.
  public let diagnosis: Diagnosis

  init(_ line: Int?, _ found: String, expected: String, remedy: String? = nil) {
    diagnosis = Diagnosis(
      (line.map { "line \($0): " } ?? "") + found, expected: expected, remedy: remedy)
  }
}

extension String {
  fileprivate var firstLine: String {
    String(prefix { !$0.isNewline })
  }
}
