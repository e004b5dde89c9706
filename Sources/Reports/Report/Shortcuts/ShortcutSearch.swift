internal import Attention
internal import Probes
internal import Statistics

/// Finds what a model may go by outside the lungs.
struct ShortcutSearch {
  /// Strongest pixels closer than this, in units of the lungs' box, are one place.
  static let radius = 0.15
  /// A place must show in this share of the images that the model decides for the class.
  static let leastShare = 0.05
  /// How many examples a candidate keeps.
  static let exampleCount = 6

  let cases: [CaseRecord]
  let regions: [RegionRecord]
  let probes: [ProbeRecord]
  let seed: UInt64
  let patients: [String: String]
  /// Images that a model decides for their target, by model.
  let decided: [String: Set<String>]

  init(_ cases: [CaseRecord], regions: [RegionRecord], probes: [ProbeRecord], seed: UInt64) {
    self.cases = cases
    self.regions = regions
    self.probes = probes
    self.seed = seed
    patients = Dictionary(
      cases.compactMap { record in record.patient.map { (record.image, $0) } },
      uniquingKeysWith: { first, _ in first })
    decided = Dictionary(grouping: cases) { $0.subject.model }.mapValues { records in
      Set(records.filter(\.decidesForTarget).map(\.image))
    }.merging(
      Dictionary(grouping: probes.filter { $0.effect != nil }) { $0.model }.mapValues { records in
        Set(records.filter { $0.effect?.before.isPositive != false }.map(\.image))
      }
    ) { $1 }
  }

  /// Whether the model decides for the class that a probe asks about.
  func isDecided(_ record: ProbeRecord) -> Bool {
    decided[record.model]?.contains(record.image) == true
  }

  /// Whose image a probe changed.
  func patient(of record: ProbeRecord) -> String? { patients[record.image] }

  /// The candidates, findings first, the greatest impact first.
  ///
  /// A place is named before what is found by changing whole images, as long as it explains a
  /// quarter as much: who swaps a background swaps its text too, and the text says more.
  func candidates() -> [ShortcutCandidate] {
    let places = distinct(cases.map(\.subject)).flatMap(places)
    let found = places.filter(\.isFinding)
    let models = distinct(cases.map(\.subject.model))
    let all =
      places
      + models.flatMap { model in
        ProbeKind.allCases.filter(\.isCandidate).flatMap { kind in
          candidates(kind, model: model, besides: found)
        }
      }
    var greatest: [String: Double] = [:]
    for candidate in all where candidate.isFinding {
      greatest[candidate.model] = max(greatest[candidate.model] ?? 0, candidate.impact)
    }
    func rank(_ candidate: ShortcutCandidate) -> Int {
      guard candidate.isFinding else { return 2 }
      let isGreat = 4 * candidate.impact >= greatest[candidate.model] ?? 0
      return candidate.method != nil && isGreat ? 0 : 1
    }
    return all.enumerated().sorted { first, second in
      (rank(first.element), -first.element.impact, first.offset)
        < (rank(second.element), -second.element.impact, second.offset)
    }.map(\.element)
  }

  private func places(_ subject: AuditSubject) -> [ShortcutCandidate] {
    let records = cases.filter { $0.subject == subject }
    let decided = decided[subject.model] ?? []
    let regions = regions.filter { $0.subject == subject }
    return distinct(records.map(\.target)).flatMap { target in
      let images = Set(
        records.filter { $0.target == target && decided.contains($0.image) }
          .map(\.image))
      return OutsideRegionKind.allCases.flatMap { kind in
        let alike = regions.filter { $0.kind == kind }
        let ofDecisions = alike.filter { $0.target == target && images.contains($0.image) }
        return clusters(of: ofDecisions).compactMap { members in
          candidate(
            kind, members, of: subject, target: target, images: images, in: records,
            showing: Set(alike.filter { isThere($0, members) }.map(\.image)))
        }
      }
    }
  }

  /// Whether a region is where those of a cluster are, whatever class its map explains.
  private func isThere(_ region: RegionRecord, _ members: [RegionRecord]) -> Bool {
    region.kind == .border
      || members.contains {
        let (u, v) = ($0.place.u - region.place.u, $0.place.v - region.place.v)
        return u * u + v * v <= Self.radius * Self.radius
      }
  }

  /// A picture has one frame, so that regions on it need not lie together.
  private func clusters(of regions: [RegionRecord]) -> [[RegionRecord]] {
    guard regions.first?.kind != .border else { return [regions] }
    return DensityClustering.clusters(
      of: regions.map { (x: $0.place.u, y: $0.place.v) }, radius: Self.radius,
      leastNeighbours: 3
    ).map { members in members.map { regions[$0] } }
  }

  private func candidate(
    _ kind: OutsideRegionKind, _ members: [RegionRecord], of subject: AuditSubject, target: String,
    images: Set<String>, in records: [CaseRecord], showing: Set<String>
  ) -> ShortcutCandidate? {
    // Of several regions of an image the largest stands for it.
    var largest: [String: RegionRecord] = [:]
    for region in members where region.share > (largest[region.image]?.share ?? -1) {
      largest[region.image] = region
    }
    let shown = records.compactMap { largest[$0.image] }
    guard shown.count >= CausalEffect.leastImages,
      Double(shown.count) >= Self.leastShare * Double(images.count)
    else { return nil }
    let place = ShortcutCandidate.Place(
      u: shown.reduce(0) { $0 + $1.place.u } / Double(shown.count),
      v: shown.reduce(0) { $0 + $1.place.v } / Double(shown.count))
    let effects = shown.compactMap { region in
      region.effect.map { (effect: $0, patient: patients[region.image]) }
    }
    let sourced = records.filter { $0.source != nil }
    return ShortcutCandidate(
      model: subject.model, method: subject.method, target: target, kind: .region(kind),
      title: kind == .border ? kind.title : "\(kind.title), \(place.words)",
      place: place, images: Proportion(count: shown.count, total: images.count),
      groups: groups(of: showing, in: records, target: target),
      share: Estimate(
        of: shown.map(\.share), patients: shown.map { patients[$0.image] }, seed: seed),
      association: EffectSize.cramersV(
        sourced.map { showing.contains($0.image) }, sourced.map(\.source)),
      occurrence: nil,
      effect: effects.isEmpty ? nil : CausalEffect(of: effects, seed: seed),
      examples: Array(
        shown.sorted {
          ($1.effect?.probability ?? 0, $0.image) > ($0.effect?.probability ?? 0, $1.image)
        }.prefix(Self.exampleCount)))
  }

  func groups(
    of images: Set<String>, in records: [CaseRecord], target: String
  ) -> [ShortcutCandidate.Group] {
    let groups = Dictionary(grouping: records) { [$0.source ?? "", $0.label ?? ""] }
    func rank(_ group: ShortcutCandidate.Group) -> (Double, Int, String, String) {
      // Of equals first the class that it speaks for.
      (-(group.images.share ?? 0), group.label == target ? 0 : 1, group.source, group.label)
    }
    return groups.map { key, members in
      ShortcutCandidate.Group(
        source: key[0], label: key[1],
        images: Proportion(
          count: members.count { images.contains($0.image) }, total: members.count))
    }.filter { $0.images.count > 0 }.sorted { rank($0) < rank($1) }
  }
}

extension CaseRecord {
  /// Whether the model decides for the class explained, as far as the row tells.
  fileprivate var decidesForTarget: Bool {
    predicted == target
  }
}
