/// What a change did to a network's answer about one class.
public struct ProbeEffect: Sendable, Equatable {
  /// The answer for the image as it is.
  public let before: ProbeAnswer
  /// The answer for the changed image.
  public let after: ProbeAnswer
  /// The answer for the matched control; `nil` where none could be made.
  public let control: ProbeAnswer?

  /// An effect from its answers.
  public init(before: ProbeAnswer, after: ProbeAnswer, control: ProbeAnswer?) {
    self.before = before
    self.after = after
    self.control = control
  }

  /// The change of the logit.
  public var logit: Double { after.logit - before.logit }
  /// The change of the probability, −1…1.
  public var probability: Double? { Self.change(before.probability, after.probability) }
  /// Whether the decision about the class is another.
  public var flips: Bool? { Self.flip(before, after) }

  /// What the control does to the logit.
  public var controlLogit: Double? { control.map { $0.logit - before.logit } }
  /// What the control does to the probability.
  public var controlProbability: Double? {
    Self.change(before.probability, control?.probability)
  }
  /// Whether the control makes the decision another.
  public var controlFlips: Bool? { control.flatMap { Self.flip(before, $0) } }

  private static func change(_ before: Double?, _ after: Double?) -> Double? {
    guard let before, let after else { return nil }
    return after - before
  }

  private static func flip(_ before: ProbeAnswer, _ after: ProbeAnswer) -> Bool? {
    guard let before = before.isPositive, let after = after.isPositive else { return nil }
    return before != after
  }
}

/// What came of a probe on one image.
public struct ProbeOutcome: Sendable, Equatable {
  /// What was done.
  public let kind: ProbeKind
  /// What it did, or why it could not be done.
  public let result: Result<ProbeEffect, ProbeObstacle>
  /// The image that lent a text or a background, or the source that lent its tones, as the manifest
  /// names it.
  public let donor: String?

  /// An outcome.
  public init(
    kind: ProbeKind, result: Result<ProbeEffect, ProbeObstacle>, donor: String? = nil
  ) {
    self.kind = kind
    self.result = result
    self.donor = donor
  }

  /// What was done, if it could be.
  public var effect: ProbeEffect? { try? result.get() }
}

extension ProbeObstacle: Error {}
