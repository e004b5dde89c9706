internal import Attention
internal import Statistics

/// A report as Markdown, short enough for a pull request.
public enum ReportMarkdown {
  /// The verdicts, the groups, the comparisons of models and the provenance.
  public static func text(_ report: AuditReport) -> String {
    ([
      "# Lung attention"
    ] + report.verdicts.flatMap(verdict) + shortcuts(report) + groups(report) + comparisons(report)
      + provenance(report)).joined(separator: "\n\n") + "\n"
  }

  private static func verdict(_ verdict: Verdict) -> [String] {
    let applying = verdict.findings.filter { $0.applies == true }.map { finding in
      "- \(finding.grade.title): \(plain(finding.statement)) (\(plain(finding.evidence)))"
    }
    return [
      "## \(code(verdict.subject.model)), \(code(verdict.subject.method))",
      "**\(verdict.grade.title).** \(verdict.sentences.map(plain).joined(separator: " "))",
    ] + (applying.isEmpty ? [] : [applying.joined(separator: "\n")])
  }

  private static func shortcuts(_ report: AuditReport) -> [String] {
    guard !report.probes.isEmpty else { return [] }
    let findings = report.shortcuts.filter(\.isFinding).map { candidate in
      "1. \(code(candidate.model)): \(plain(candidate.sentence))"
    }
    let without = report.withoutLungs.map { summary in
      "- \(code(summary.model)) keeps \(percentText(summary.kept.mean, summary.kept.interval)) of "
        + "its decisions with the lungs removed (n = \(summary.kept.count)), by chance "
        + "\(summary.chance.percent)"
    }
    return [
      "## Shortcut candidates",
      findings.isEmpty ? "None is a finding." : findings.joined(separator: "\n"),
    ] + (without.isEmpty ? [] : [without.joined(separator: "\n")])
  }

  private static func groups(_ report: AuditReport) -> [String] {
    let header = [
      "model", "method", "source", "class", "n", "lung mass [95 %]", "lung area",
      "other mask", "random weights", "peak outside [95 %]", "accuracy [95 %]",
    ]
    let rows = SummaryTable.groups(of: report).map { figures in
      let (group, scored) = (figures.group, figures.lungMass.count)
      return [
        code(group.subject.model), code(group.subject.method),
        group.source.map(code) ?? "(all)", group.label.map(code) ?? "(all)",
        scored == figures.count ? "\(scored)" : "\(scored)/\(figures.count)",
        decimalText(figures.lungMass.mean, figures.lungMass.interval),
        decimalText(figures.lungArea.mean), decimalText(figures.nulls[.otherMask]?.mean),
        decimalText(figures.nulls[.randomWeights]?.mean),
        decimalText(figures.peakOutside.share, figures.peakOutside.interval),
        decimalText(figures.accuracy.share, figures.accuracy.interval),
      ]
    }
    return ["## Groups", table(header, rows)]
  }

  private static func comparisons(_ report: AuditReport) -> [String] {
    let shown = report.modelComparisons.filter {
      [.all, .sourceAndLabel].contains($0.group.grouping)
    }
    guard !shown.isEmpty else { return [] }
    let rows = shown.map { comparison in
      [
        code(comparison.group.subject.model), code(comparison.partner.name),
        code(comparison.group.subject.method), code(comparison.group.name), "\(comparison.count)",
        decimalText(comparison.difference, comparison.interval),
        comparison.adjustedP?.pText ?? "–", decimalText(try? comparison.effectSize.get()),
      ]
    }
    return [
      "## Differences of lung mass on the same images",
      table(
        [
          "model", "less", "method", "group", "n", "difference [95 %]", "p (Wilcoxon, Holm)",
          "rank-biserial r",
        ], rows),
    ]
  }

  private static func provenance(_ report: AuditReport) -> [String] {
    let runs = report.provenance.map { run in
      let models = run.models.map { "\(code($0.name)) (SHA-256 \(code($0.sha256)))" }
      let settings = (run.explainers + run.settings).map { code("\($0.name): \($0.value)") }
      return "- \(plain(run.tool)), seed \(run.seed), models \(models.joined(separator: ", ")), "
        + settings.joined(separator: ", ")
    }
    return ["## Provenance", runs.joined(separator: "\n")] + report.notes.map(plain)
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  /// Foreign text as code, in which Markdown finds nothing to interpret.
  static func code(_ text: String) -> String {
    let line = singleLine(text)
    guard !line.isEmpty else { return "(none given)" }
    let longest = line.unicodeScalars.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    let pad = longest > 0 ? " " : ""
    // A bar would end a table's cell even here.
    return fence + pad
      + line.unicodeScalars.map { $0 == "|" ? "\\|" : String($0) }.joined() + pad + fence
  }

  /// Text in which Markdown's and HTML's own characters stand for themselves.
  static func plain(_ text: String) -> String {
    // By scalars: a character with a combining accent still is one that Markdown heeds.
    singleLine(text).unicodeScalars.map { scalar in
      ("\\`*_[]<>|&~#".unicodeScalars.contains(scalar) ? "\\" : "") + String(scalar)
    }.joined()
  }

  /// The text without line breaks, controls, and marks that turn the direction of what follows.
  private static func singleLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
      case .format
      where (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value):
        line.append("\u{FFFD}")
      default: line.append(scalar)
      }
    }
    return String(line)
  }
}
