internal import Audit
internal import Diagnostics
internal import Explainers
internal import Foundation
public import Models
internal import Networks
internal import Tensors

/// What an audit cannot know by itself about where it came from.
public struct AuditOrigin: Sendable {
  /// The models, as they were read.
  public var models: [Provenance.ModelSource]
  /// The manifest's path.
  public var manifest: String?
  /// The part of the manifest that is audited; `nil` for all of it.
  public var split: String?
  /// The words of the command that was given, the program first.
  public var command: [String]

  /// An origin; what is not known is left out of the provenance.
  public init(
    models: [Provenance.ModelSource], manifest: String? = nil, split: String? = nil,
    command: [String] = []
  ) {
    self.models = models
    self.manifest = manifest
    self.split = split
    self.command = command
  }
}

extension Provenance.ModelSource {
  /// What is known of a model, before anything is folded.
  ///
  /// - Parameter file: Its path, if it is from a file.
  public init(_ model: Model, file: String?) throws {
    name = model.name
    path = file ?? ""
    sha256 = file.flatMap { SHA256.hexDigest(ofFile: $0) } ?? ""
    weightsSHA256 = model.network.parametersDigest
    preprocessing = try ModelDescription(model).steps.map { step in
      Provenance.Setting(
        step.name, step.value + (step.origin.map { " (said by: \($0))" } ?? ""))
    }
  }
}

extension Network {
  /// The SHA-256 of all parameters in the order of their names, each as its name and its numbers in
  /// little-endian float32: it tells models apart whose weights are not in the file itself.
  fileprivate var parametersDigest: String {
    var digest = SHA256()
    for (name, tensor) in parameters.sorted(by: { $0.key < $1.key }) {
      digest.update(name.utf8)
      digest.update(tensor.logicalElements.map { $0.bitPattern.littleEndian })
    }
    return digest.hexDigest()
  }
}

extension Provenance.Setting {
  /// A method with its parameters.
  init(_ explainer: any Explainer) {
    switch explainer {
    case let map as ActivationMap:
      self.init(explainer.method, "layer \(map.layer ?? "chosen from the graph")")
    case let occlusion as Occlusion:
      self.init(
        explainer.method,
        "window \(occlusion.window.text), stride \(occlusion.stride.text), baseline "
          + "\(occlusion.baseline)")
    default: self.init(explainer.method, "")
    }
  }
}

/// Words as a POSIX shell reads them back.
enum ShellText {
  /// The words, those with special characters in single quotes.
  static func command(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789-_./=,:+@%".unicodeScalars.contains($0)
    }
    if isPlain && !word.isEmpty { return word }
    // By scalars: a quote with a combining accent is one `Character`, yet ends the word.
    return "'"
      + word.unicodeScalars.map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
  }
}

/// The time and the machine of a run.
enum Surroundings {
  /// Now, or what `SOURCE_DATE_EPOCH` says, in ISO 8601 and UTC.
  static func time(
    environment: [String: String] = ProcessInfo.processInfo.environment, now: Date = Date()
  ) -> String {
    let fixed = environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
      .map { Date(timeIntervalSince1970: $0) }
    return (fixed ?? now).formatted(.iso8601)
  }

  /// Operating system, processor architecture and cores; no name that would tell whose it is.
  static var machine: String {
    #if arch(x86_64)
      let architecture = "x86-64"
    #elseif arch(arm64)
      let architecture = "arm64"
    #else
      let architecture = "other architecture"
    #endif
    let process = ProcessInfo.processInfo
    return
      "\(process.operatingSystemVersionString), \(architecture), "
      + "\(process.activeProcessorCount) cores"
  }
}
