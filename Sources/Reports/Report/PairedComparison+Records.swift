internal import Attention
internal import Statistics

/// A difference between two scores of one image, and whose image it is.
private struct Pair {
  let patient: String?
  let difference: Double
}

extension PairedComparison {
  /// A comparison without Holm's correction, which needs the whole family.
  private init(
    _ group: ReportGroup, with partner: Partner, pairs: [Pair], seed: UInt64
  ) {
    let estimate = Estimate(
      of: pairs.map(\.difference), patients: pairs.map(\.patient), seed: seed)
    // Images of one patient are not independent, as a rank test needs: one mean per patient.
    let byPatient = Self.patientMeans(of: pairs)
    self.group = group
    self.partner = partner
    count = estimate.count
    patients = byPatient.count
    difference = estimate.mean
    interval = estimate.interval
    test = RankTest.wilcoxon(differences: byPatient)
    effectSize = EffectSize.rankBiserial(differences: byPatient)
    adjustedP = nil
  }

  private init(_ other: PairedComparison, adjustedP: Double?) {
    group = other.group
    partner = other.partner
    count = other.count
    patients = other.patients
    difference = other.difference
    interval = other.interval
    test = other.test
    effectSize = other.effectSize
    self.adjustedP = adjustedP
  }

  /// Each two models that share a method, on the images that both have scores for.
  ///
  /// The model named first in the results is the subject; the groups are its own.
  static func ofModels(
    _ records: [CaseRecord], groups: [ReportGroup], seed: UInt64
  ) -> [PairedComparison] {
    let subjects = distinct(records.map(\.subject))
    let scores = Dictionary(grouping: records, by: \.subject).mapValues { rows in
      Dictionary(rows.map { ($0.image, $0.lungMass) }, uniquingKeysWith: { $1 })
    }
    return corrected(
      groups.flatMap { group -> [PairedComparison] in
        let later = subjects.drop { $0 != group.subject }.dropFirst()
        return later.filter { $0.method == group.subject.method }.compactMap { partner in
          let pairs = records.filter(group.contains).compactMap { record -> Pair? in
            guard let first = record.lungMass,
              let second = scores[partner]?[record.image] ?? nil
            else { return nil }
            return Pair(patient: record.patient, difference: first - second)
          }
          guard !pairs.isEmpty else { return nil }
          return PairedComparison(group, with: .model(partner.model), pairs: pairs, seed: seed)
        }
      })
  }

  /// Each subject with its null models; those that were not computed are left out.
  static func ofNulls(
    _ records: [CaseRecord], groups: [ReportGroup], seed: UInt64
  ) -> [PairedComparison] {
    corrected(
      groups.flatMap { group -> [PairedComparison] in
        let members = records.filter(group.contains)
        return NullModel.allCases.compactMap { model -> PairedComparison? in
          let pairs = members.compactMap { record -> Pair? in
            guard let score = record.lungMass, let null = record.nulls[model] else { return nil }
            return Pair(patient: record.patient, difference: score - null)
          }
          guard !pairs.isEmpty else { return nil }
          return PairedComparison(group, with: .null(model), pairs: pairs, seed: seed)
        }
      })
  }

  /// The comparisons with Holm's correction over all of them.
  private static func corrected(_ family: [PairedComparison]) -> [PairedComparison] {
    let adjusted = HolmCorrection.adjusted(family.map { try? $0.test.get().pValue })
    return zip(family, adjusted).map { PairedComparison($0, adjustedP: $1) }
  }

  /// The mean difference of each patient, in order of first appearance.
  private static func patientMeans(of pairs: [Pair]) -> [Double] {
    var sums: [(total: Double, count: Int)] = []
    var places: [String: Int] = [:]
    for pair in pairs {
      if let patient = pair.patient, let place = places[patient] {
        sums[place].total += pair.difference
        sums[place].count += 1
      } else {
        if let patient = pair.patient { places[patient] = sums.count }
        sums.append((pair.difference, 1))
      }
    }
    return sums.map { $0.total / Double($0.count) }
  }
}
