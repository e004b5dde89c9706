internal import Probes
internal import Statistics

/// How much a change lowers the support for a class, beside its control: means over images whose
/// decision is for the class.
///
/// Support is the class's probability. Where a model has none, it is the decision: 1 before, and 0
/// after a flip.
public struct CausalEffect: Sendable, Equatable {
  /// The mean fall of the support; below 0 where the change raises it.
  public let fall: Estimate
  /// The mean fall that the control brings.
  public let control: Estimate
  /// The mean of fall − control, over the images that have both.
  public let net: Estimate
  /// Changes after which the decision is another.
  public let flips: Proportion
  /// Controls after which the decision is another.
  public let controlFlips: Proportion

  /// The means over effects that belong to patients; `nil` stands alone.
  init(of effects: [(effect: ProbeEffect, patient: String?)], seed: UInt64) {
    func estimate(_ figure: (ProbeEffect) -> Double?) -> Estimate {
      let defined = effects.compactMap { pair in figure(pair.effect).map { ($0, pair.patient) } }
      return Estimate(of: defined.map(\.0), patients: defined.map(\.1), seed: seed)
    }
    func share(_ flips: [Bool]) -> Proportion {
      Proportion(count: flips.count { $0 }, total: flips.count)
    }
    fall = estimate(\.fall)
    control = estimate(\.controlFall)
    net = estimate { effect in
      guard let fall = effect.fall, let control = effect.controlFall else { return nil }
      return fall - control
    }
    flips = share(effects.compactMap(\.effect.flips))
    controlFlips = share(effects.compactMap(\.effect.controlFlips))
  }

  /// How great a mean net fall of the support is worth a finding.
  public struct Threshold: Sendable {
    /// The least mean; the lower end of its interval must exceed half of it.
    public let mean: Double

    /// Over all decisions for the class, those that do not show it counting 0.
    public static let decisions = Threshold(mean: 0.04)
    /// The same for the tones of another source, which move networks that do not go by the source a
    /// little more; see examples/shortcut-validity.
    public static let tones = Threshold(mean: 0.07)
    /// Over the images that show it, however few they are.
    public static let images = Threshold(mean: 0.3)
  }

  /// Means over fewer images are not shown.
  public static let leastImages = 5
  /// Over fewer images an effect is no finding: some may lie at the boundary between two classes,
  /// where anything moves them.
  public static let leastImagesOfFinding = 10

  /// Whether the net effect and half of it at the lower end of its interval reach a threshold: what
  /// exceeds the effect of any change at all is then neither small nor an accident. A control that
  /// raises the support is no reason to count more than the change itself takes.
  ///
  /// - Parameter share: The share of the decisions that the effect is a mean over; for the others it
  ///   is 0.
  func reaches(_ threshold: Threshold, inShare share: Double = 1) -> Bool {
    guard let netMean = net.mean, let netLower = net.interval?.lower, let fallMean = fall.mean,
      let fallLower = fall.interval?.lower
    else { return false }
    return net.count >= Self.leastImagesOfFinding
      && min(netMean, fallMean) * share >= threshold.mean
      && min(netLower, fallLower) * share > threshold.mean / 2
  }

  /// What makes a finding, to follow what is lowered.
  static let rule =
    "more than its control does, which counts 0 where it raises it: by at least "
    + "\(Threshold.decisions.mean.text(decimals: 2)) on average over all decisions for a class (\(Threshold.tones.mean.text(decimals: 2)) where only tones are "
    + "changed) or by \(Threshold.images.mean.text(decimals: 1)) over the images that show it, by half "
    + "of that at the lower end of the interval, and in at least \(leastImagesOfFinding) images. Text "
    + "and borders that are inserted count only where they are known to be more common in some sources "
    + "or classes (Cramér's V of at least "
    + "\(ShortcutCandidate.leastOccurrence.text(decimals: 1)))"
}

extension ProbeEffect {
  /// How much the change lowers the support for the class.
  fileprivate var fall: Double? { probability.map { -$0 } ?? flips.map { $0 ? 1 : 0 } }
  /// How much its control does.
  fileprivate var controlFall: Double? {
    controlProbability.map { -$0 } ?? controlFlips.map { $0 ? 1 : 0 }
  }
}
