public import Probes
internal import Statistics

/// What a probe did over the images that a model decides for a class.
public struct ProbeSummary: Sendable, Equatable {
  /// The model.
  public let model: String
  /// The class asked about.
  public let target: String
  /// The probe.
  public let kind: ProbeKind
  /// Its effect.
  public let effect: CausalEffect
  /// How much of the class score survives it, for lungs removed and lungs only.
  public let surviving: Estimate
  /// How many images it could not be made on, by reason.
  public let obstacles: [String: Int]
}

/// How much of a class score rests on the lungs, over the images that a model decides for it.
public struct RelianceSummary: Sendable, Equatable {
  /// The model.
  public let model: String
  /// The class.
  public let target: String
  /// The mean lung reliance, −1…1; see ``ImageProbes/lungReliance``.
  public let reliance: Estimate
}

/// Whether a model still tells the classes apart when the lungs are gone.
///
/// A network that goes by the lungs must answer the same for all images without lungs: of *k*
/// decisions it then keeps one, whatever it was trained on. One that keeps them all goes by
/// something else.
public struct WithoutLungs: Sendable, Equatable {
  /// The model.
  public let model: String
  /// How many decisions there are: classes explained, or yes and no of a single class.
  public let decisions: Int
  /// The mean over the decisions of the share of images that keep theirs without lungs, and how
  /// many images that is; beside ``chance``. Its interval takes the images of a patient as one.
  public let kept: Estimate

  /// The share that an honest network keeps.
  public var chance: Double { 1 / Double(decisions) }

  /// Less than this above chance is no finding.
  public static let threshold = 0.1

  /// Whether the interval lies above chance by the threshold.
  public var isFinding: Bool {
    guard decisions > 1, let lower = kept.interval?.lower else { return false }
    return lower >= chance + Self.threshold
  }
}

extension ShortcutSearch {
  /// A summary for each model, class and probe that could be made at least once.
  func probeSummaries() -> [ProbeSummary] {
    byModelAndTarget { model, target, records in
      ProbeKind.allCases.compactMap { kind in
        let tried = records.filter { $0.kind == kind }
        let done = tried.filter { $0.effect != nil && isDecided($0) }
        guard !done.isEmpty else { return nil }
        return ProbeSummary(
          model: model, target: target, kind: kind,
          effect: CausalEffect(
            of: done.compactMap { record in record.effect.map { ($0, patient(of: record)) } },
            seed: seed),
          surviving: estimate(done, \.surviving),
          obstacles: Dictionary(grouping: tried.filter { $0.effect == nil }, by: \.status)
            .mapValues(\.count))
      }
    }
  }

  /// The lung reliance of each model and class.
  func relianceSummaries() -> [RelianceSummary] {
    byModelAndTarget { model, target, records in
      let known = records.filter { $0.kind == .lungsOnly && isDecided($0) }
      let reliance = estimate(known, \.lungReliance)
      return reliance.count == 0
        ? [] : [RelianceSummary(model: model, target: target, reliance: reliance)]
    }
  }

  /// Whether each model tells the classes apart without lungs; nothing for one whose images all
  /// lead to one decision, or that has too few of one.
  func withoutLungs() -> [WithoutLungs] {
    distinct(probes.map(\.model)).compactMap { model in
      let records = probes.filter {
        $0.model == model && $0.kind == .lungsRemoved && $0.effect?.flips != nil
      }
      func decision(_ record: ProbeRecord) -> [String] {
        [record.target, record.effect?.before.isPositive == true ? "yes" : "no"]
      }
      let counts = Dictionary(grouping: records, by: decision).mapValues(\.count)
      let decisions = counts.filter { $0.value >= CausalEffect.leastImages }.keys.sorted {
        $0.lexicographicallyPrecedes($1)
      }
      guard decisions.count > 1 else { return nil }
      let sample = records.compactMap { record in
        decisions.firstIndex(of: decision(record)).map { place in
          (place: place, isKept: record.effect?.flips == false, patient: patient(of: record))
        }
      }
      let shares = decisions.indices.map { place in
        let images = sample.filter { $0.place == place }
        return (
          share: Double(images.count(where: \.isKept)) / Double(images.count),
          trials: images.map(\.patient).clusterCount
        )
      }
      return WithoutLungs(
        model: model, decisions: decisions.count,
        kept: Estimate(
          mean: shares.map(\.share).mean, interval: .wilson(ofMean: shares), count: sample.count))
    }
  }

  private func byModelAndTarget<Summary>(
    _ summaries: (String, String, [ProbeRecord]) -> [Summary]
  ) -> [Summary] {
    distinct(probes.map(\.model)).flatMap { model in
      let records = probes.filter { $0.model == model }
      return distinct(records.map(\.target)).flatMap { target in
        summaries(model, target, records.filter { $0.target == target })
      }
    }
  }

  private func estimate(
    _ records: [ProbeRecord], _ figure: (ProbeRecord) -> Double?
  ) -> Estimate {
    let defined = records.compactMap { record in
      figure(record).map { ($0, patient(of: record)) }
    }
    return Estimate(of: defined.map(\.0), patients: defined.map(\.1), seed: seed)
  }
}
