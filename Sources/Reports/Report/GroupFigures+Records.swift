internal import Attention
internal import Statistics
internal import Synchronization
internal import Tensors

extension Estimate {
  /// The estimate of values that belong to patients, one for each value; `nil` stands alone.
  init(of values: [Double], patients: [String?], seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    mean = values.mean
    interval =
      patients.clusterCount < Self.leastPatients
      ? nil : .bootstrap(ofMean: values, clusters: patients, using: &generator)
    count = values.count
  }

  /// The estimate of what `figure` gives for records, leaving out those for which it gives nothing.
  init(of records: [CaseRecord], seed: UInt64, _ figure: (CaseRecord) -> Double?) {
    let defined = records.compactMap { record in figure(record).map { (record.patient, $0) } }
    self.init(of: defined.map(\.1), patients: defined.map(\.0), seed: seed)
  }
}

extension [String?] {
  /// How many patients the images belong to; one without a patient stands alone.
  var clusterCount: Int { Set(compactMap(\.self)).count + count { $0 == nil } }
}

extension [CaseRecord] {
  /// How many patients the records come from; an image without a patient stands alone.
  var patientCount: Int {
    Set(compactMap(\.patient)).count + Set(filter { $0.patient == nil }.map(\.image)).count
  }
}

extension GroupFigures {
  /// The figures of `records`, which all belong to `group`.
  ///
  /// - Parameter seed: Of the bootstrap; the same for every group, so that a group's interval
  ///   does not depend on the others.
  init(_ group: ReportGroup, of records: [CaseRecord], seed: UInt64) {
    let scored = records.filter { $0.lungMass != nil }
    let peaks = records.filter { $0.figures[.pointingHit] != nil }
    let outside = peaks.filter { $0.figures[.pointingHit] == 0 }
    let verdicts = records.compactMap(\.isCorrect)
    self.group = group
    count = records.count
    patients = records.patientCount
    means = Dictionary(
      uniqueKeysWithValues: AttentionMeasure.allCases.map { measure in
        (measure, Estimate(of: scored, seed: seed) { $0.figures[measure] })
      })
    medianLungMass = scored.compactMap(\.lungMass).median
    nulls = Dictionary(
      uniqueKeysWithValues: NullModel.allCases.compactMap { model in
        let estimate = Estimate(of: scored, seed: seed) { $0.nulls[model] }
        return estimate.count > 0 ? (model, estimate) : nil
      })
    peakOutside = Proportion(count: outside.count, total: peaks.count)
    peakRegions = ThoraxRegion.allCases.map { region in
      RegionCount(region: region, count: outside.count { $0.peak?.region == region })
    }.filter { $0.count > 0 }.sorted { $0.count > $1.count }
    accuracy = Proportion(count: verdicts.count { $0 }, total: verdicts.count)
    undefined = Dictionary(grouping: records.filter { $0.lungMass == nil }, by: \.status)
      .mapValues(\.count)
    let placed = records.filter { !$0.regions.isEmpty }
    regions =
      placed.isEmpty
      ? []
      : ThoraxRegion.allCases.map { region in
        func shares(_ share: KeyPath<RegionShare, Double>) -> (CaseRecord) -> Double? {
          { record in record.regions.first { $0.region == region }?[keyPath: share] }
        }
        return RegionFigures(
          region: region,
          saliency: Estimate(of: placed, seed: seed, shares(\.saliency)),
          area: placed.compactMap(shares(\.area)).mean ?? 0)
      }
  }

  /// For each subject in order of appearance, all its records together and then the groups of
  /// each grouping that tells several apart.
  static func figures(
    of records: [CaseRecord], by groupings: [Grouping], seed: UInt64
  ) -> [GroupFigures] {
    let groups = distinct(records.map(\.subject)).flatMap { subject in
      let members = records.filter { $0.subject == subject }
      return groupings.flatMap { grouping in
        parts(of: members, subject: subject, by: grouping)
      }
    }
    let figures = Mutex([Int: GroupFigures]())
    ParallelLoop.run(groups.count) { place in
      let one = GroupFigures(groups[place].group, of: groups[place].records, seed: seed)
      figures.withLock { $0[place] = one }
    }
    let finished = figures.withLock { $0 }
    return groups.indices.compactMap { finished[$0] }
  }

  /// The groups of a subject's records by a grouping, in the order of their values; none where
  /// the grouping does not tell any apart.
  private static func parts(
    of records: [CaseRecord], subject: AuditSubject, by grouping: Grouping
  ) -> [(group: ReportGroup, records: [CaseRecord])] {
    let byValues = Dictionary(
      grouping: records.filter { grouping.values(of: $0) != nil }
    ) { grouping.values(of: $0) ?? [] }
    guard grouping == .all || byValues.count > 1 else { return [] }
    return byValues.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { values, members in
      (ReportGroup(subject: subject, grouping: grouping, values: values), members)
    }
  }
}

/// The elements without repetition, in order of first appearance.
func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
