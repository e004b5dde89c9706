internal import Checkpoints
internal import Datasets
internal import Reports
internal import Statistics
internal import Variants

/// An experiment's results for machines.
enum ExperimentJSON {
  /// One object; numbers are in full precision, what is undefined is `null`.
  static func text(_ results: ExperimentResults) throws -> String {
    let configuration = results.configuration
    return try JSONText.render(
      .object([
        ("tool", .string("lung-attention \(ToolVersion.current)")),
        ("classes", .array(results.classes.map { .string($0) })),
        ("positive", .string(results.positive)),
        ("seeds", .array(configuration.seeds.map { .integer(Int(clamping: $0)) })),
        (
          "images",
          .object([
            ("used", .integer(results.images.used)), ("left_out", .integer(results.images.leftOut)),
          ])
        ),
        ("findings", .array(PaperFinding.findings(of: results).map(finding))),
        ("evaluations", .array(results.entries.map(entry))),
        ("attention", .array(results.attention.map(attention))),
      ])) + "\n"
  }

  private static func set(_ set: StudySet) -> JSONText.Value {
    .object([
      ("scheme", .string(set.scheme.rawValue)), ("variant", .string(set.variant.rawValue)),
    ])
  }

  private static func interval(_ interval: ConfidenceInterval?) -> JSONText.Value {
    interval.map { .array([.number($0.lower), .number($0.upper)]) } ?? .missing
  }

  private static func finding(_ finding: PaperFinding) -> JSONText.Value {
    .object([
      ("letter", .string(finding.letter)), ("statement", .string(finding.statement)),
      ("state", .string(finding.state.rawValue)), ("evidence", .string(finding.evidence)),
    ])
  }

  private static func entry(_ entry: ExperimentResults.Entry) -> JSONText.Value {
    .object(
      [
        ("trained", set(entry.trained)), ("tested", set(entry.tested)),
        ("part", .string(entry.part.name)),
        ("seed", entry.seed.map { .integer(Int(clamping: $0)) } ?? .missing),
        ("answers", .integer(entry.evaluation.answers)),
        ("patients", .integer(entry.evaluation.clusters)),
      ]
        + EvaluationMeasure.allCases.map { measure in
          let figure = entry.evaluation[measure]
          return (
            measure.rawValue,
            .object([("value", .init(figure.value)), ("interval", interval(figure.interval))])
          )
        })
  }

  private static func attention(_ figures: AttentionFigures) -> JSONText.Value {
    .object([
      ("set", set(figures.set)), ("lung_mass", .init(figures.lungMass)),
      ("interval", interval(figures.interval)), ("lung_area", .init(figures.lungArea)),
      ("maps", .integer(figures.count)), ("undefined", .integer(figures.undefined)),
    ])
  }
}
