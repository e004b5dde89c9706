internal import Diagnostics
internal import Imaging
package import Models
package import Networks
internal import Tensors

/// Makes a model of a network by what its sources say about it and, for the rest, torchvision's
/// habits; keeps account of who said what.
package struct ModelCompletion {
  private let settings: MergedSettings
  private let channels: Int
  private var origins: [ModelSetting: SettingOrigin] = [:]

  /// The model called `name`.
  ///
  /// - Parameters:
  ///   - network: With one row of outputs, before any activation. A single output becomes two
  ///     classes.
  ///   - channels: The image channels that it takes.
  ///   - settings: What is said about it, its graph's own declarations included.
  ///   - notes: What its reader should tell the user.
  /// - Throws: A ``Diagnosable`` error when the settings contradict each other or the network.
  package static func model(
    _ name: String, architecture: Architecture? = nil, network: Network, channels: Int,
    settings: MergedSettings, notes: [String] = []
  ) throws -> Model {
    var completion = ModelCompletion(settings: settings, channels: channels)
    let input = try completion.input()
    let outputs = try network.outputCount(for: input)
    let isBinary = outputs == 1
    let activation = try completion.activation(isBinary: isBinary)
    let classNames = try completion.classNames(outputs: outputs)
    return try Model(
      name: name, architecture: architecture,
      network: isBinary ? BinaryHead.added(to: network) : network, input: input,
      classNames: classNames, activation: activation,
      isMultiLabel: !isBinary && activation == .sigmoid, origins: completion.origins,
      provenance: settings.provenance,
      notes: notes + settings.notes
        + AssumptionNotes(
          origins: completion.origins, input: input, classNames: classNames,
          activation: activation, preset: settings.preset
        ).sentences)
  }

  private init(settings: MergedSettings, channels: Int) {
    self.settings = settings
    self.channels = channels
  }

  /// What is known of a setting, or else `fallback`.
  private mutating func take<Value>(
    _ setting: ModelSetting, _ value: (ModelSettings) -> Value?, or fallback: Value,
    _ origin: SettingOrigin
  ) -> Value {
    let known = settings.known(value)
    origins[setting] = known?.origin ?? origin
    return known?.value ?? fallback
  }

  private mutating func input() throws -> InputSpecification {
    if let said = settings.channels, said.value != channels {
      throw CheckpointError.channels(channels, expected: said, preset: settings.preset)
    }
    origins[.channels] = settings.channels?.origin ?? .file
    origins[.size] = settings.inputSize.origin
    // A mean or deviation without a range is, as a rule, one for 0…1.
    let hasUnits = settings.known(\.mean) != nil || settings.known(\.standardDeviation) != nil
    let range = take(.range, \.range, or: 0...1, hasUnits ? .standard : .assumed)
    // ImageNet's colours are numbers for 0…1.
    let isColour = channels == 3 && range == 0...1
    let (mean, deviation) =
      isColour
      ? (InputSpecification.imageNetMean, InputSpecification.imageNetStandardDeviation)
      : (Array(repeating: 0, count: channels), Array(repeating: 1, count: channels))
    return try InputSpecification(
      size: settings.inputSize.value, channels: channels,
      window: take(.window, \.window, or: .automatic, .standard), range: range,
      mean: take(.mean, \.mean, or: mean, .assumed),
      standardDeviation: take(.standardDeviation, \.standardDeviation, or: deviation, .assumed),
      fit: take(.fit, \.fit, or: .stretch, .assumed),
      antialias: take(.antialias, \.antialias, or: true, .standard))
  }

  private mutating func activation(isBinary: Bool) throws(CheckpointError) -> OutputActivation {
    let activation = take(.activation, \.activation, or: isBinary ? .sigmoid : .softmax, .assumed)
    if isBinary, activation == .softmax { throw .softmaxOfOne }
    return activation
  }

  private mutating func classNames(outputs: Int) throws(CheckpointError) -> [String] {
    guard outputs > 1 else {
      let names = take(.classNames, \.classNames, or: ["negative", "positive"], .assumed)
      guard names.count < 3 else { throw .binaryNames(names) }
      return names.count == 1 ? ["not \(names[0])", names[0]] : names
    }
    if let names = settings.preset?.classNames(outputs: outputs) {
      return take(.classNames, \.classNames, or: names, .preset)
    }
    return take(
      .classNames, \.classNames, or: (0..<outputs).map { "class \($0)" }, .assumed)
  }
}

extension Network {
  /// How many outputs there are for one picture.
  fileprivate func outputCount(for input: InputSpecification) throws(ModelError) -> Int {
    let shapes: [Graph.NodeID: Shape]
    do throws(ShapeError) {
      shapes = try graph.shapes(forInput: input.shape)
    } catch {
      throw .input(input.shape, error)
    }
    let output = shapes[graph.output] ?? []
    guard output.rank == 2, output[0] == 1, output[1] > 0 else { throw .output(output) }
    return output[1]
  }
}
