internal import Probes
internal import Statistics

/// What probes did, as a table to read in a terminal.
public enum ProbeText {
  /// A line for each model, class and probe, then what it means for each model.
  public static func text(_ report: AuditReport) -> String {
    let header = [
      "model", "class", "probe", "n", "fall of support [95 %]", "control", "net [95 %]", "flips",
      "surviving",
    ]
    let rows = report.probes.map { probe in
      [
        probe.model, probe.target, probe.kind.rawValue, "\(probe.effect.fall.count)",
        decimalText(probe.effect.fall.mean, probe.effect.fall.interval),
        decimalText(probe.effect.control.mean),
        decimalText(probe.effect.net.mean, probe.effect.net.interval),
        percentText(probe.effect.flips.share, nil), decimalText(probe.surviving.mean),
      ]
    }
    let rule = TextColumns.widths([header] + rows).map { String(repeating: "─", count: $0) }
    let reliance = report.reliance.map { summary in
      "\(summary.model), \(summary.target): lung reliance "
        + "\(decimalText(summary.reliance.mean, summary.reliance.interval)), "
        + "n = \(summary.reliance.count)\n"
    }
    let without = report.withoutLungs.map { summary in
      "\(summary.model) keeps \(percentText(summary.kept.mean, summary.kept.interval)) of its "
        + "decisions with the lungs removed, by chance "
        + "\(summary.chance.percent)\n"
    }
    return TextColumns.aligned([header, rule] + rows) + key + (reliance + without).joined()
  }

  private static let key = """

    n          images that the model decides for the class and that the probe could be made on
    fall       of the class's probability (of the decision, where there is none); mean
    control    what as large a change in a place without saliency does
    surviving  share of the score above chance that is left, 0 to 1
    reliance   surviving with lungs only less surviving without lungs, -1 to 1


    """
}
