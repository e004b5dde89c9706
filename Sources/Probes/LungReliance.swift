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

  /// How much of the score survives with only the lungs, minus how much survives without them,
  /// `−1...1`.
  ///
  /// 1: only the lungs carry it; −1: only the background does; 0: each carries as much by itself.
  /// A class that stands for the absence of disease survives without lungs in an honest network
  /// too: look at the classes one by one.
  public static func value(lungsOnly: Double, lungsRemoved: Double) -> Double {
    lungsOnly - lungsRemoved
  }
}

extension Model {
  /// The probability that a class has by chance.
  public var chance: Double {
    isMultiLabel || classNames.count == 1 ? 0.5 : 1 / Double(classNames.count)
  }
}
