package import Models
package import Tensors

/// What all sources together say about a model; the more trusted source has the last word.
///
/// The order: the user's flags, the JSON file beside the model, the model's own file, the preset
/// that one of those names. What none of them says is a default or an assumption.
package struct MergedSettings: Sendable {
  /// A value with the source that it comes from.
  package struct Setting<Value> {
    package let value: Value
    package let origin: SettingOrigin
  }

  /// The sources, the most trusted first.
  private var sources: [(origin: SettingOrigin, settings: ModelSettings)]
  /// Where the model comes from, as its files tell.
  package let provenance: [String: String]
  /// What the user should know about the sources.
  package let notes: [String]

  /// The settings of all sources.
  package init(
    flags: ModelSettings, sidecar: Sidecar = Sidecar(), file: ModelMetadata = ModelMetadata()
  ) {
    sources = [
      (.flag, flags), (.sidecar, sidecar.metadata.settings), (.file, file.settings),
    ]
    provenance = file.provenance.merging(sidecar.metadata.provenance) { _, beside in beside }
    notes = sidecar.notes
    if let preset { sources.append((.preset, preset.settings)) }
  }

  /// Adds what the network itself shows, such as the input size that an ONNX graph declares:
  /// it counts less than what its file says in words, and more than a preset.
  package mutating func add(declared: ModelSettings) {
    let place = sources.firstIndex { $0.origin == .preset } ?? sources.endIndex
    sources.insert((.file, declared), at: place)
  }

  /// The value of the most trusted source that says something.
  func known<Value>(_ value: (ModelSettings) -> Value?) -> Setting<Value>? {
    for source in sources {
      if let found = value(source.settings) { return Setting(value: found, origin: source.origin) }
    }
    return nil
  }

  /// The preset that a source names.
  var preset: ModelPreset? { known(\.preset)?.value }

  /// The input size that is used: a network whose shapes depend on it is built for it.
  package var inputSize: Setting<Extent> {
    known(\.inputSize) ?? Setting(value: .square(224), origin: .assumed)
  }

  /// The image channels that the network is supposed to take, if any source says.
  package var channels: Setting<Int>? { known(\.channels) }
}
