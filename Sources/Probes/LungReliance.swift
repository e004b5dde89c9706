public import Models

/// How much of a class score rests on the lungs.
public enum LungReliance {
  /// How much of a class score survives a change, `0...1`.
  ///
  /// `(p' − c) / (p − c)`, cut at 0 and 1, with the probabilities before and after and the
  /// probability `c` that a class has by chance: 1 / classes for a softmax, ½ for a sigmoid. Logits
  /// of a network without probabilities take their place, with `c = 0`.
  ///
  /// - Returns: `nil` where the model does not claim the class: its probability is less than 0.05
  ///   above chance, its logit not above 0.
  public static func surviving(
    _ after: ProbeAnswer, of before: ProbeAnswer, chance: Double
  ) -> Double? {
    let share: Double
    if let full = before.probability, let left = after.probability {
      guard full - chance >= 0.05 else { return nil }
      share = (left - chance) / (full - chance)
    } else {
      guard before.logit > 0 else { return nil }
      share = after.logit / before.logit
    }
    return min(1, max(0, share))
  }
}

/// What came of all probes of an image by one model.
public struct ImageProbes: Sendable, Equatable {
  /// One for each ``ProbeKind``.
  public let outcomes: [ProbeOutcome]
  /// The probability that a class of the model has by chance.
  public let chance: Double

  /// What came of probes.
  public init(outcomes: [ProbeOutcome], chance: Double) {
    self.outcomes = outcomes
    self.chance = chance
  }

  /// How much of the class score survives a change; see
  /// ``LungReliance/surviving(_:of:chance:)``.
  public func surviving(_ kind: ProbeKind) -> Double? {
    outcomes.first { $0.kind == kind }?.effect.flatMap {
      LungReliance.surviving($0.after, of: $0.before, chance: chance)
    }
  }

  /// How much of the score survives with only the lungs, minus how much survives without them,
  /// `−1...1`; `nil` where one of the two is undefined.
  ///
  /// 1: only the lungs carry it; −1: only the background does; 0: each carries as much by itself.
  /// A class that stands for the absence of disease survives without lungs in an honest network
  /// too: look at the classes one by one.
  public var lungReliance: Double? {
    guard let only = surviving(.lungsOnly), let removed = surviving(.lungsRemoved) else {
      return nil
    }
    return only - removed
  }
}

extension Model {
  /// The probability that a class has by chance.
  public var chance: Double {
    isMultiLabel || classNames.count == 1 ? 0.5 : 1 / Double(classNames.count)
  }
}
