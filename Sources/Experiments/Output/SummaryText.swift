internal import Datasets
internal import Models
internal import Networks
internal import Reports
internal import Variants

/// What an experiment found, in words with its numbers filled in: Markdown for a paper's draft.
enum SummaryText {
  static func markdown(_ results: ExperimentResults) -> String {
    let findings = PaperFinding.findings(of: results)
    let measures: [EvaluationMeasure] = [.balancedAccuracy, .auroc]
    return """
      # Source balance and shortcut use

      \(setting(results))

      \(findings.map(paragraph).joined(separator: "\n\n"))

      \(measures.map { "## \($0.title)\n\n\(matrix(results, of: $0))" }.joined(separator: "\n\n"))

      ## Lung attention

      \(attention(results))

      \(rule(classes: results.classes.count)) \(caution)

      """
  }

  /// For a terminal: the findings and where the rest is.
  static func terminal(_ results: ExperimentResults, folder: String) -> String {
    let findings = PaperFinding.findings(of: results).map {
      "(\($0.letter)) \($0.state.title): \($0.statement)\n    \($0.evidence)\n"
    }
    return findings.joined()
      + "The page: \(folder)/index.html\nThe tables: \(folder)/results.csv, tables.tex, summary.md\n"
  }

  /// What was done.
  static func setting(_ results: ExperimentResults) -> String {
    let configuration = results.configuration
    let training = configuration.training
    let matched =
      configuration.isMatched
        && Set(configuration.schemes).isSuperset(of: [.sourceBalanced, .sourceImbalanced])
      ? " Balanced and imbalanced sets are equal in size and class balance." : ""
    return "\(results.images.used) images (\(results.images.leftOut) left out), classes "
      + "\(results.classes.joined(separator: ", ")); the positive class is \(results.positive). "
      + "\(training.name) was trained on "
      + "\(configuration.schemes.map(\.rawValue).joined(separator: ", ")) sets under "
      + "\(configuration.trainedVariants.map(\.rawValue).joined(separator: ", ")), with "
      + "\(countText(configuration.seeds.count, "seed")); each seed "
      + "draws its own training, validation and test patients." + matched
      + " Figures are means of the seeds with 95 % intervals: whole patients resampled, Wilson's where "
      + "all answers agree, DeLong's for the AUROC of one network on images of different patients."
  }

  /// How the findings are judged.
  static func rule(classes: Int) -> String {
    let chance = 1 / Double(classes)
    let reach = PaperFinding.near * (1 - chance)
    return "High: the interval of the balanced accuracy begins at "
      + "\((chance + PaperFinding.wellAbove * (1 - chance)).twoDecimals) or above. Near chance: it "
      + "contains \(chance.twoDecimals), or lies between \((chance - reach).twoDecimals) and "
      + "\((chance + reach).twoDecimals)."
  }

  static let caution =
    "A network that scores at chance without lungs shows no evidence of this shortcut; that is no "
    + "proof that it uses none."

  private static func paragraph(_ finding: PaperFinding) -> String {
    "**(\(finding.letter)) \(finding.state.title).** \(finding.statement) \(finding.evidence)."
  }

  private static func matrix(
    _ results: ExperimentResults, of measure: EvaluationMeasure
  ) -> String {
    let tested = results.configuration.testSets
    return row(["trained on \\ tested on"] + tested.map(\.name))
      + row(["---"] + tested.map { _ in "---:" })
      + results.configuration.trainingSets.map { trained in
        row(
          [trained.name]
            + tested.map { tested in
              let figure = results.entry(trained: trained, tested: tested)?.evaluation[measure]
              return decimalText(figure?.value, figure?.interval)
            })
      }.joined()
  }

  private static func attention(_ results: ExperimentResults) -> String {
    row(["trained and explained on", "lung mass", "lung area", "maps", "undefined"])
      + row(["---", "---:", "---:", "---:", "---:"])
      + results.attention.map { figures in
        row([
          figures.set.name, percentText(figures.lungMass, figures.interval),
          percentText(figures.lungArea, nil), "\(figures.count)", "\(figures.undefined)",
        ])
      }.joined()
  }

  private static func row(_ cells: [String]) -> String {
    "| \(cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |\n"
  }
}

extension PaperFinding.State {
  /// For a reader.
  var title: String {
    switch self {
    case .holds: "Reproduced"
    case .fails: "Not reproduced"
    case .unknown: "Cannot be said"
    }
  }
}
