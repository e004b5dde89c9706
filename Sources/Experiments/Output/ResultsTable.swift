internal import Datasets
internal import Reports
internal import Statistics
internal import Tables
internal import Variants

/// The figures of an experiment as CSV.
enum ResultsTable {
  /// All figures, one to a line.
  static func long(_ results: ExperimentResults) -> String {
    let header = [
      "trained_scheme", "trained_variant", "tested_scheme", "tested_variant", "part", "seed",
      "measure", "value", "lower", "upper", "least_of_seeds", "greatest_of_seeds", "answers",
      "patients",
    ]
    return results.entries.reduce(CSVWriter.line(header)) { text, entry in
      EvaluationMeasure.allCases.reduce(text) { text, measure in
        let figure = entry.evaluation[measure]
        let spread = entry.evaluation.spread[measure]
        func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        return text
          + CSVWriter.line([
            entry.trained.scheme.rawValue, entry.trained.variant.rawValue,
            entry.tested.scheme.rawValue, entry.tested.variant.rawValue, entry.part.name,
            entry.seed.map { "\($0)" } ?? "mean", measure.rawValue, number(figure.value),
            number(figure.interval?.lower), number(figure.interval?.upper),
            number(spread?.lowerBound), number(spread?.upperBound),
            "\(entry.evaluation.answers)", "\(entry.evaluation.clusters)",
          ])
      }
    }
  }

  /// A matrix: training sets down, test sets across, each cell `0.91 [0.87, 0.94]`.
  static func matrix(_ results: ExperimentResults, of measure: EvaluationMeasure) -> String {
    let tested = results.configuration.testSets
    return results.configuration.trainingSets.reduce(
      CSVWriter.line(["trained on \\ tested on"] + tested.map(\.name))
    ) { text, trained in
      text
        + CSVWriter.line(
          [trained.name]
            + tested.map { tested in
              let figure = results.entry(trained: trained, tested: tested)?.evaluation[measure]
              return decimalText(figure?.value, figure?.interval)
            })
    }
  }

  /// The lung attention of all networks.
  static func attention(_ results: ExperimentResults) -> String {
    let header = [
      "trained_scheme", "trained_variant", "lung_mass", "lower", "upper", "lung_area", "maps",
      "undefined",
    ]
    return results.attention.reduce(CSVWriter.line(header)) { text, figures in
      func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
      return text
        + CSVWriter.line([
          figures.set.scheme.rawValue, figures.set.variant.rawValue, number(figures.lungMass),
          number(figures.interval?.lower), number(figures.interval?.upper),
          number(figures.lungArea), "\(figures.count)", "\(figures.undefined)",
        ])
    }
  }
}
