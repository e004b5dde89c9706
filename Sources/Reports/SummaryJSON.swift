internal import Attention
internal import Checkpoints
internal import Statistics

/// A report as JSON, described by `summary.schema.json`.
///
/// It holds no time and no path of this machine, so that the same results give the same bytes;
/// those are in `provenance.json`.
public enum SummaryJSON {
  typealias Members = [(String, JSONText.Value)]

  /// The report as a JSON object, an element of each array to a line.
  public static func text(_ report: AuditReport) throws -> String {
    let shown = SummaryTable.groups(of: report).map(\.group)
    let sections: [(String, [Members])] = [
      ("models", models(report)),
      ("verdicts", report.verdicts.map(verdict)),
      ("groups", SummaryTable.groups(of: report).map(SummaryTable.members)),
      (
        "breakdowns",
        report.groups.filter { !shown.contains($0.group) }.map { figures in
          group(figures.group)
            + SummaryTable.members(figures).drop { $0.0 != "n" }
        }
      ),
      ("model_comparisons", report.modelComparisons.map(comparison)),
      ("null_comparisons", report.nullComparisons.map(comparison)),
      ("regions", report.groups.filter { shown.contains($0.group) }.flatMap(regions)),
      ("associations", report.associations.map(association)),
      ("shortcuts", report.shortcuts.map(ShortcutJSON.members)),
      ("probes", report.probes.map(ShortcutJSON.members)),
      ("lung_reliance", report.reliance.map(ShortcutJSON.members)),
      ("without_lungs", report.withoutLungs.map(ShortcutJSON.members)),
    ]
    let notes = try JSONText.render(.array(report.notes.map { .string($0) }))
    return """
      {
        "tool": "lung-attention \(ToolVersion.current)",
        "seed": \(report.seed),
        "failed_rows": \(report.failures.count),
        "notes": \(notes),
      \(try JSONText.render(sections: sections))
      }

      """
  }

  private static func models(_ report: AuditReport) -> [Members] {
    var seen: Set<String> = []
    return report.provenance.flatMap(\.models).filter { seen.insert($0.name).inserted }.map {
      [
        ("name", .string($0.name)), ("sha256", .string($0.sha256)),
        ("weights_sha256", .string($0.weightsSHA256)),
      ]
    }
  }

  private static func verdict(_ verdict: Verdict) -> Members {
    subject(verdict.subject) + [
      ("grade", .string(verdict.grade.rawValue)),
      ("sentences", .array(verdict.sentences.map { .string($0) })),
      (
        "rules",
        .array(
          verdict.findings.map { finding in
            .object([
              ("rule", .string(finding.rule)), ("grade", .string(finding.grade.rawValue)),
              ("applies", finding.applies.map(JSONText.Value.boolean) ?? .missing),
              ("statement", .string(finding.statement)), ("evidence", .string(finding.evidence)),
            ])
          })
      ),
    ]
  }

  private static func comparison(_ comparison: PairedComparison) -> Members {
    let partner: (String, JSONText.Value) =
      switch comparison.partner {
      case .model(let name): ("other_model", .string(name))
      case .null(let model): ("null_model", .string(model.rawValue))
      }
    let test = try? comparison.test.get()
    return group(comparison.group) + [
      partner, ("n", .integer(comparison.count)), ("n_patients", .integer(comparison.patients)),
      ("difference", JSONText.Value(comparison.difference)),
      ("difference_low", JSONText.Value(comparison.interval?.lower)),
      ("difference_high", JSONText.Value(comparison.interval?.upper)),
      ("wilcoxon", JSONText.Value(test?.statistic)), ("p", JSONText.Value(test?.pValue)),
      ("p_exact", test.map { .boolean($0.isExact) } ?? .missing),
      ("p_holm", JSONText.Value(comparison.adjustedP)),
      ("rank_biserial", JSONText.Value(try? comparison.effectSize.get())),
    ]
  }

  private static func regions(_ figures: GroupFigures) -> [Members] {
    figures.regions.map { region in
      group(figures.group) + [
        ("region", .string(region.region.rawValue)), ("n", .integer(region.saliency.count)),
        ("saliency", JSONText.Value(region.saliency.mean)),
        ("saliency_low", JSONText.Value(region.saliency.interval?.lower)),
        ("saliency_high", JSONText.Value(region.saliency.interval?.upper)),
        ("area", .number(region.area)),
      ]
    }
  }

  private static func association(_ association: Association) -> Members {
    let reason: UndefinedStatistic? =
      if case .failure(let reason) = association.value { reason } else { nil }
    return [
      ("figures", .string(association.kind.rawValue)),
      ("model", JSONText.Value(association.subject?.model)),
      ("method", JSONText.Value(association.subject?.method)), ("n", .integer(association.count)),
      ("value", JSONText.Value(try? association.value.get())),
      ("value_low", JSONText.Value(association.interval?.lower)),
      ("value_high", JSONText.Value(association.interval?.upper)),
      ("p", JSONText.Value(association.pValue)), ("undefined", JSONText.Value(reason?.rawValue)),
    ]
  }

  private static func subject(_ subject: AuditSubject) -> Members {
    [("model", .string(subject.model)), ("method", .string(subject.method))]
  }

  private static func group(_ group: ReportGroup) -> Members {
    subject(group.subject) + [
      ("grouping", .string(group.grouping.title)),
      ("values", .array(group.values.map { .string($0) })),
    ]
  }
}
