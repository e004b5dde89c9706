internal import Attention
internal import Probes
internal import Statistics

extension ShortcutSearch {
  /// What a probe of whole images shows, one candidate for each class; nothing where the maps have
  /// shown the same already.
  ///
  /// Tones are asked about source by source: where those of one speak for a class, those of
  /// another speak against it, and the two would cancel.
  func candidates(
    _ kind: ProbeKind, model: String, besides found: [ShortcutCandidate]
  ) -> [ShortcutCandidate] {
    if let region = kind.region,
      found.contains(where: { $0.model == model && $0.kind == .region(region) })
    {
      return []
    }
    let decided = decided[model] ?? []
    let records = probes.filter { $0.model == model && $0.kind == kind }
    func candidates(from records: [ProbeRecord], title: String) -> [ShortcutCandidate] {
      let changed = Set(records.filter { $0.effect != nil }.map(\.image))
      let ofDecisions = records.filter { decided.contains($0.image) }
      return distinct(ofDecisions.map(\.target)).compactMap { target in
        candidate(
          kind, ofDecisions.filter { $0.target == target }, of: model, title: title,
          changed: changed)
      }
    }
    guard kind == .tonesSwapped else { return candidates(from: records, title: kind.title) }
    return Set(records.compactMap(\.donor)).sorted().flatMap { source in
      candidates(from: records.filter { $0.donor == source }, title: "tones of \(source)")
    }
  }

  /// How far having what a probe inserts goes with source and class; `nil` for other probes.
  private func occurrence(
    _ kind: ProbeKind, in images: [CaseRecord]
  ) -> Result<Double, UndefinedStatistic>? {
    guard let obstacle = kind.alreadyThere, let model = images.first?.subject.model else {
      return nil
    }
    let tried = probes.filter { $0.model == model && $0.kind == kind }
    let statuses = Dictionary(tried.map { ($0.image, $0.status) }, uniquingKeysWith: { $1 })
    // What no image tells makes no groups; an image that does not tell what others do is left out.
    let (sources, labels) = (
      images.contains { $0.source != nil }, images.contains { $0.label != nil }
    )
    let asked = images.filter {
      statuses[$0.image] != nil && ($0.source != nil || !sources) && ($0.label != nil || !labels)
    }
    return EffectSize.cramersV(
      asked.map { statuses[$0.image] == obstacle.rawValue },
      asked.map { [$0.source ?? "", $0.label ?? ""] })
  }

  /// What the probes of a class show; `nil` if they are too few.
  private func candidate(
    _ kind: ProbeKind, _ records: [ProbeRecord], of model: String, title: String,
    changed: Set<String>
  ) -> ShortcutCandidate? {
    let effects = records.compactMap { record in
      record.effect.map { (effect: $0, patient: patients[record.image], image: record.image) }
    }
    guard effects.count >= CausalEffect.leastImages, let target = records.first?.target else {
      return nil
    }
    var seen: Set<String> = []
    let images = cases.filter {
      $0.subject.model == model && seen.insert($0.image).inserted
    }
    let decided = decided[model] ?? []
    return ShortcutCandidate(
      model: model, method: nil, target: target, kind: .probe(kind), title: title, place: nil,
      images: Proportion(
        count: Set(effects.map(\.image)).count,
        total: images.count { $0.target == target && decided.contains($0.image) }),
      groups: groups(of: changed, in: images, target: target), share: nil, association: nil,
      occurrence: occurrence(kind, in: images),
      effect: CausalEffect(of: effects.map { ($0.effect, $0.patient) }, seed: seed), examples: [])
  }
}

extension ProbeKind {
  /// Whether what it changes is no lung, so that a network that goes by the lungs does not care.
  var isCandidate: Bool {
    switch self {
    case .markerErased, .markerInserted, .borderErased, .borderInserted, .backgroundSwapped,
      .tonesSwapped:
      true
    case .lungsRemoved, .lungsOnly: false
    }
  }

  /// What an image that has it already says; `nil` where nothing is inserted.
  fileprivate var alreadyThere: ProbeObstacle? {
    switch self {
    case .markerInserted: .hasMarker
    case .borderInserted: .hasBorder
    case .markerErased, .borderErased, .backgroundSwapped, .tonesSwapped, .lungsRemoved,
      .lungsOnly:
      nil
    }
  }

  /// What maps would show in its place.
  fileprivate var region: OutsideRegionKind? {
    switch self {
    case .markerErased, .markerInserted: .marker
    case .borderErased, .borderInserted: .border
    case .lungsRemoved, .lungsOnly, .backgroundSwapped, .tonesSwapped: nil
    }
  }
}
