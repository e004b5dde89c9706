internal import Attention
internal import Probes
internal import Statistics

/// Shortcut candidates and probes as members of JSON objects.
enum ShortcutJSON {
  typealias Members = SummaryJSON.Members

  static func members(_ candidate: ShortcutCandidate) -> Members {
    let association = candidate.association.flatMap { try? $0.get() }
    let occurrence = candidate.occurrence.flatMap { try? $0.get() }
    return [
      ("model", .string(candidate.model)), ("method", JSONText.Value(candidate.method)),
      ("target", .string(candidate.target)), ("kind", .string(candidate.kind.name)),
      ("title", .string(candidate.title)), ("finding", .boolean(candidate.isFinding)),
      ("sentence", .string(candidate.sentence)),
      ("place_u", JSONText.Value(candidate.place?.u)),
      ("place_v", JSONText.Value(candidate.place?.v)),
      ("images", .integer(candidate.images.count)),
      ("images_of", .integer(candidate.images.total)),
      (
        "groups",
        .array(
          candidate.groups.map { group in
            .object([
              ("source", .string(group.source)), ("class", .string(group.label)),
              ("images", .integer(group.images.count)), ("of", .integer(group.images.total)),
            ])
          })
      ),
    ] + estimate("share", candidate.share) + [
      ("cramers_v_source", JSONText.Value(association)),
      ("cramers_v_source_class", JSONText.Value(occurrence)),
    ] + effect(candidate.effect) + [("impact", .number(candidate.impact))]
  }

  static func members(_ summary: ProbeSummary) -> Members {
    [
      ("model", .string(summary.model)), ("target", .string(summary.target)),
      ("probe", .string(summary.kind.rawValue)),
    ] + effect(summary.effect) + estimate("surviving", summary.surviving) + [
      (
        "not_done",
        .object(summary.obstacles.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
      )
    ]
  }

  static func members(_ summary: RelianceSummary) -> Members {
    [("model", .string(summary.model)), ("target", .string(summary.target))]
      + estimate("lung_reliance", summary.reliance)
  }

  static func members(_ summary: WithoutLungs) -> Members {
    [("model", .string(summary.model)), ("decisions", .integer(summary.decisions))]
      + estimate("kept", summary.kept) + [("finding", .boolean(summary.isFinding))]
  }

  private static func effect(_ effect: CausalEffect?) -> Members {
    estimate("fall", effect?.fall) + estimate("control", effect?.control)
      + estimate("net", effect?.net)
      + [("flips", effect?.flips), ("control_flips", effect?.controlFlips)].flatMap {
        [
          ($0, ($1?.count).map { .integer($0) } ?? .missing),
          ("\($0)_of", ($1?.total).map { .integer($0) } ?? .missing),
        ]
      }
  }

  private static func estimate(_ name: String, _ estimate: Estimate?) -> Members {
    [
      (name, JSONText.Value(estimate?.mean)),
      ("\(name)_low", JSONText.Value(estimate?.interval?.lower)),
      ("\(name)_high", JSONText.Value(estimate?.interval?.upper)),
      ("\(name)_n", .integer(estimate?.count ?? 0)),
    ]
  }
}
