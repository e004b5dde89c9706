internal import Imaging
internal import Models
internal import Tensors

/// What nobody said about a model, as sentences for its user.
struct AssumptionNotes {
  let origins: [ModelSetting: SettingOrigin]
  let input: InputSpecification
  let classNames: [String]
  let activation: OutputActivation
  let preset: ModelPreset?

  private typealias Assumption = (setting: ModelSetting, value: String, flag: String)

  /// One sentence for the input and one for the outputs, where something had to be assumed; one
  /// for numbers that may not go together, and one for a preset that nobody needed.
  var sentences: [String] {
    let knowsTones = [ModelSetting.range, .mean, .standardDeviation].contains {
      origins[$0] != .assumed
    }
    return [
      sentence(
        knowsTones
          ? "Not all is known about its input" : "Nothing is known about its preprocessing",
        inputAssumptions),
      sentence("Not all is known about its outputs", outputAssumptions), mixedUnits,
      idlePreset,
    ].compactMap { $0 }
  }

  private var inputAssumptions: [Assumption] {
    let isColour = input.mean == InputSpecification.imageNetMean
    return [
      (.size, "an input of \(input.size)", "--input-size"),
      (.range, "samples in 0…1", "--range"),
      (.mean, isColour ? "ImageNet's mean" : "mean 0", "--mean"),
      (
        .standardDeviation, isColour ? "ImageNet's standard deviation" : "standard deviation 1",
        "--std"
      ),
      (.fit, "pictures stretched to it", "--crop, --letterbox"),
    ]
  }

  private var outputAssumptions: [Assumption] {
    let names = classNames.prefix(2).map { "'\($0)'" }.joined(separator: ", ")
    return [
      (.classNames, "classes \(names)" + (classNames.count > 2 ? ", …" : ""), "--classes"),
      (.activation, "probabilities by \(activation.rawValue)", "--output-activation"),
    ]
  }

  private func sentence(_ beginning: String, _ candidates: [Assumption]) -> String? {
    let assumed = candidates.filter { origins[$0.setting] == .assumed }
    guard !assumed.isEmpty else { return nil }
    let values = assumed.map(\.value).joined(separator: ", ")
    let flags = assumed.map(\.flag).joined(separator: ", ")
    return "\(beginning); assumed: \(values). Set \(flags) if that is wrong."
  }

  /// A mean is in the units of the range; from two sources they may differ.
  private var mixedUnits: String? {
    let unsaid: [SettingOrigin?] = [.assumed, .standard, nil]
    guard let range = origins[.range], !unsaid.contains(range) else { return nil }
    let others = [ModelSetting.mean, .standardDeviation].filter {
      !unsaid.contains(origins[$0]) && origins[$0] != range
    }
    guard let other = others.first, let origin = origins[other] else { return nil }
    return "The range comes from the \(range.rawValue), but \(other.rawValue) from the "
      + "\(origin.rawValue): check that both are in the same units."
  }

  private var idlePreset: String? {
    guard let preset, !origins.values.contains(.preset) else { return nil }
    return "The preset \(preset.rawValue) changed nothing: all is said by a flag, the sidecar or "
      + "the file."
  }
}
