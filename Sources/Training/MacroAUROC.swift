internal import Foundation
internal import Statistics

/// The mean over the classes of the area under the ROC curve of each against the rest; for two
/// classes, their area.
///
/// A class's score is its log-odds, which orders like its probability and does not saturate.
///
/// - Parameters:
///   - logits: One row for each sample.
///   - labels: The true classes.
/// - Returns: `nil` unless every class occurs and all logits are finite.
package func macroAUROC(logits: [[Float]], labels: [Int]) -> Double? {
  guard let classes = logits.first?.count, classes > 1,
    logits.allSatisfy({ $0.allSatisfy(\.isFinite) })
  else { return nil }
  var sum = 0.0
  for label in 0..<classes {
    let scores = logits.map { row in
      let rest = row.indices.filter { $0 != label }.map { Double(row[$0]) }
      let highest = rest.max() ?? 0
      return Double(row[label]) - highest - log(rest.reduce(0) { $0 + exp($1 - highest) })
    }
    guard let area = ROC.area(scores: scores, positives: labels.map { $0 == label }) else {
      return nil
    }
    sum += area
  }
  return sum / Double(classes)
}
