internal import Diagnostics
internal import Models
internal import Networks
internal import Tensors

/// A checkpoint whose parameters do not make a network.
struct CheckpointError: Diagnosable {
  let diagnosis: Diagnosis

  /// The file says nothing of its architecture, and neither does the user.
  static func unknownArchitecture(_ dictionary: StateDictionary) -> CheckpointError {
    let known = Architecture.allCases.map(\.rawValue).joined(separator: ", ")
    let remedy =
      switch ArchitectureFit.best(for: dictionary) {
      case .some(let best) where best.isExact:
        "Its parameters fit \(best.architecture.rawValue): "
          + "try --architecture \(best.architecture.rawValue)."
      case .some(let best) where best.similarity > 0.5:
        "Its parameters come closest to \(best.architecture.rawValue): "
          + "try --architecture \(best.architecture.rawValue) to see what differs."
      default: "None of these has its parameters."
      }
    return CheckpointError(
      diagnosis: Diagnosis(
        "it does not say its architecture", expected: "--architecture with one of \(known)",
        remedy: remedy))
  }

  /// The parameters are not those of the architecture.
  static func parameters(_ fit: ArchitectureFit, of dictionary: StateDictionary) -> CheckpointError
  {
    let name = fit.architecture.rawValue
    let remedy = suggestion(instead: fit, for: dictionary)
    if let first = fit.mismatches.first, fit.missing.isEmpty, fit.extra.isEmpty {
      let others = fit.mismatches.count - 1
      let more = others == 0 ? "" : " (and \(others) more \(others == 1 ? "differs" : "differ"))"
      return CheckpointError(
        diagnosis: Diagnosis(
          "'\(first.name)' has shape \(first.found)\(more)",
          expected: "\(first.expected) for \(name)", remedy: remedy))
    }
    let mismatches = fit.mismatches.map { "'\($0.name)' \($0.found) instead of \($0.expected)" }
    let facts = [
      fact(fit.missing.map { "'\($0)'" }, "missing"),
      fact(fit.extra.map { "'\($0)'" }, "unknown to \(name)"),
      fact(mismatches, "of another shape"),
    ].compactMap { $0 }
    return CheckpointError(
      diagnosis: Diagnosis(
        facts.joined(separator: ", "), expected: "the \(fit.expectedCount) parameters of \(name)",
        remedy: remedy))
  }

  /// The network takes other channels than the metadata or the user say.
  static func channels(
    _ found: Int, expected: MergedSettings.Setting<Int>, preset: ModelPreset?
  ) -> CheckpointError {
    let count = "\(found) \(found == 1 ? "channel" : "channels")"
    let diagnosis =
      if expected.origin == .preset, let preset {
        Diagnosis(
          "the network takes \(count)",
          expected: "\(expected.value), for the preset \(preset.rawValue)",
          remedy: "The weights decide: leave the preset out and say how pictures are prepared.")
      } else {
        Diagnosis(
          "the network takes \(count)", expected: "\(expected.value)",
          remedy: "The weights decide: leave the number of channels out.")
      }
    return CheckpointError(diagnosis: diagnosis)
  }

  /// More names than a single output can have.
  static func binaryNames(_ names: [String]) -> CheckpointError {
    CheckpointError(
      diagnosis: Diagnosis(
        "there are \(names.count) class names for one output", expected: "one or two",
        remedy: "Give the negative class and the positive one, or the positive one only."))
  }

  /// A single output that is said to compete with others.
  static let softmaxOfOne = CheckpointError(
    diagnosis: Diagnosis(
      "the network has one output, whose softmax is always 1",
      expected: "the activation sigmoid or none"))

  /// A model that cannot be written, for its reader could not rebuild the graph.
  static let noArchitecture = CheckpointError(
    diagnosis: Diagnosis(
      "the model has no architecture",
      expected: "one of \(Architecture.allCases.map(\.rawValue).joined(separator: ", "))"))

  /// `3 parameters are missing ('a', 'b', 'c')`
  private static func fact(_ names: [String], _ complaint: String) -> String? {
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return names.count == 1
      ? "1 parameter is \(complaint) (\(shown))"
      : "\(names.count) parameters are \(complaint) (\(shown))"
  }

  private static func suggestion(
    instead fit: ArchitectureFit, for dictionary: StateDictionary
  ) -> String {
    if let best = ArchitectureFit.best(for: dictionary), best.architecture != fit.architecture,
      best.isExact || best.similarity > 0.5
    {
      let name = best.architecture.rawValue
      return "Was it saved from \(name)? Try --architecture \(name)."
    }
    if fit.missing.isEmpty, fit.mismatches.isEmpty { return "Leave them out when saving." }
    return "Was it saved from another architecture or a changed one? Check --architecture."
  }
}
