internal import Probes

/// The effect of a change as the columns of a table.
///
/// The answers are enough to read an effect back; the differences are there for who reads the
/// table itself.
enum EffectColumns {
  private static let answers = ["before", "after", "control"]

  static let names =
    answers.flatMap { ["logit_\($0)", "probability_\($0)", "positive_\($0)"] }
    + ["delta_logit", "delta_probability", "flip"].flatMap { [$0, "control_\($0)"] }

  static func cells(_ effect: ProbeEffect?) -> [String: JSONText.Value] {
    guard let effect else { return [:] }
    var cells: [String: JSONText.Value] = [:]
    for (name, answer) in zip(answers, [effect.before, effect.after, effect.control]) {
      cells["logit_\(name)"] = JSONText.Value(answer?.logit)
      cells["probability_\(name)"] = JSONText.Value(answer?.probability)
      cells["positive_\(name)"] = flag(answer?.isPositive)
    }
    cells["delta_logit"] = .number(effect.logit)
    cells["control_delta_logit"] = JSONText.Value(effect.controlLogit)
    cells["delta_probability"] = JSONText.Value(effect.probability)
    cells["control_delta_probability"] = JSONText.Value(effect.controlProbability)
    cells["flip"] = flag(effect.flips)
    cells["control_flip"] = flag(effect.controlFlips)
    return cells
  }

  private static func flag(_ value: Bool?) -> JSONText.Value {
    value.map(JSONText.Value.boolean) ?? .missing
  }

  /// The effect that a row tells of; `nil` where it tells of none.
  static func effect(_ row: StoredRow) throws -> ProbeEffect? {
    func answer(_ name: String) throws -> ProbeAnswer? {
      guard let logit = try row.number("logit_\(name)") else { return nil }
      return ProbeAnswer(
        logit: logit, probability: try row.number("probability_\(name)"),
        isPositive: try row.value("positive_\(name)", Bool.init))
    }
    guard let before = try answer("before"), let after = try answer("after") else { return nil }
    return ProbeEffect(before: before, after: after, control: try answer("control"))
  }
}
