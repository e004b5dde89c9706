internal import Datasets
internal import Reports
internal import Statistics
internal import Variants

/// The matrices of an experiment as LaTeX tables for the package booktabs.
enum LaTeXTables {
  /// One table for each measure.
  static func text(_ results: ExperimentResults, measures: [EvaluationMeasure]) -> String {
    "% Needs \\usepackage{booktabs} and \\usepackage{graphicx}.\n"
      + measures.map { table(results, of: $0) }.joined(separator: "\n")
  }

  private static func table(
    _ results: ExperimentResults, of measure: EvaluationMeasure
  ) -> String {
    let (schemes, variants) = (results.configuration.schemes, results.configuration.variants)
    // One block of columns for each scheme that is tested on.
    let columns = schemes.flatMap { scheme in variants.map { StudySet(scheme, $0) } }
    let blocks = schemes.map {
      " & \\multicolumn{\(variants.count)}{c}{tested on \(escaped($0.rawValue))}"
    }
    let rules = schemes.indices.map {
      "\\cmidrule(lr){\($0 * variants.count + 2)-\(($0 + 1) * variants.count + 1)}"
    }
    let rows = results.configuration.trainingSets.map { trained in
      escaped(trained.name)
        + columns.map { tested in
          let figure = results.entry(trained: trained, tested: tested)?.evaluation[measure]
          guard let value = figure?.value else { return " & --" }
          let interval = figure?.interval.map {
            " {\\scriptsize [\($0.lower.twoDecimals), \($0.upper.twoDecimals)]}"
          }
          return " & \(value.twoDecimals)\(interval ?? "")"
        }.joined() + " \\\\"
    }
    return """
      \\begin{table}
        \\centering
        \\caption{\(measure.title.capitalizedFirst) with 95\\,\\% intervals (patients resampled), \
      mean of \(results.configuration.seeds.count) seeds. Rows: trained on; columns: tested on.}
        \\resizebox{\\linewidth}{!}{%
        \\begin{tabular}{l\(String(repeating: "c", count: columns.count))}
          \\toprule
          \(blocks.joined()) \\\\
          \(rules.joined(separator: " "))
          trained on\(columns.map { " & \(escaped($0.variant.rawValue))" }.joined()) \\\\
          \\midrule
          \(rows.joined(separator: "\n    "))
          \\bottomrule
        \\end{tabular}}
      \\end{table}

      """
  }

  /// Text as LaTeX shows it.
  static func escaped(_ text: String) -> String {
    let special: [Character: String] = [
      "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    ]
    return text.reduce(into: "") { result, character in
      if let word = special[character] {
        result += word
      } else {
        result += "&%$#_{}".contains(character) ? "\\\(character)" : String(character)
      }
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
