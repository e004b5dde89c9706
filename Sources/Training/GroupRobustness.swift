internal import Foundation

/// Group distributionally robust optimisation (Sagawa, Koh, Hashimoto & Liang 2020, algorithm 1):
/// the groups with the higher loss get the higher weight.
///
/// With the weights `q`, the step size `η` and the groups' mean losses `ℓ` in a batch,
/// `q ← q · exp(η ℓ) / Σ q · exp(η ℓ)`, and `Σ q ℓ` is minimised. A group without an image in the
/// batch has the loss 0, as in the authors' code.
package struct GroupRobustness {
  /// The step size of the weights.
  let step: Double

  /// Weights that move by `step`.
  package init(step: Double) { self.step = step }

  /// Updates `weights`, one for each group, and gives each sample its share in the batch's loss,
  /// `q / n` of its group.
  package func shares(losses: [Double], groups: [Int], weights: inout [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: weights.count)
    var sums = counts
    for (loss, group) in zip(losses, groups) {
      counts[group] += 1
      sums[group] += loss
    }
    // Relative to the greatest exponent, so that no weight overflows.
    let exponents = weights.indices.map { group in
      log(weights[group]) + step * (counts[group] > 0 ? sums[group] / counts[group] : 0)
    }
    let highest = exponents.max() ?? 0
    let total = exponents.reduce(0) { $0 + exp($1 - highest) }
    weights = exponents.map { exp($0 - highest) / total }
    return groups.map { weights[$0] / counts[$0] }
  }
}
