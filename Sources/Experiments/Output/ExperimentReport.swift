internal import Reports

/// The tables, the figures and the page of an experiment, made of its results only.
struct ExperimentReport {
  let results: ExperimentResults
  let folder: ExperimentFolder

  /// Writes everything below the experiment's folder.
  func write() throws {
    let views = try ModelViews(results.configuration, folder: folder)
    for (name, text) in [
      ("results.csv", ResultsTable.long(results)),
      ("attention.csv", ResultsTable.attention(results)),
      ("matrix-auroc.csv", ResultsTable.matrix(results, of: .auroc)),
      ("matrix-balanced-accuracy.csv", ResultsTable.matrix(results, of: .balancedAccuracy)),
      ("tables.tex", LaTeXTables.text(results, measures: [.balancedAccuracy, .auroc])),
      ("summary.md", SummaryText.markdown(results)),
      ("experiment.json", try ExperimentJSON.text(results)),
      ("index.html", try ExperimentPage(results, views: views).html()),
    ] {
      try TextFile.write(text, to: "\(folder.path)/\(name)")
    }
    if let figure = try ViewFigure.svg(views, folder: folder.path) {
      try TextFile.write(figure, to: "\(folder.path)/where-they-look.svg")
    }
  }
}
