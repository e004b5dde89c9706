/// The order of the scores of a receiver operating characteristic, so that the area of many
/// resamples of the same cases costs a single sort.
public struct RankedScores: Sendable {
  /// The cases in order of their scores, those with equal scores together.
  private let groups: [[Int]]
  private let positives: [Bool]

  /// The order of `scores`.
  ///
  /// - Parameters:
  ///   - scores: One number per case; higher speaks for the positive class.
  ///   - positives: Whether each case is positive.
  /// - Returns: `nil` if a score is NaN.
  /// - Complexity: O(*n* log *n*).
  public init?(_ scores: [Double], positives: [Bool]) {
    precondition(scores.count == positives.count)
    guard !scores.contains(where: \.isNaN) else { return nil }
    self.positives = positives
    var groups: [[Int]] = []
    for index in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
      if let last = groups.last?.first, scores[last] == scores[index] {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
      }
    }
    self.groups = groups
  }

  /// The area under the curve of a resample, in which case *i* occurs `weights[i]` times: ties count
  /// half, as in ``ROC/area(scores:positives:)``.
  ///
  /// - Returns: `nil` unless both classes occur.
  /// - Complexity: O(*n*).
  public func area(weights: [Double]) -> Double? {
    var (below, won, positiveTotal) = (0.0, 0.0, 0.0)
    for group in groups {
      var (positive, negative) = (0.0, 0.0)
      for index in group {
        if positives[index] { positive += weights[index] } else { negative += weights[index] }
      }
      won += positive * (below + negative / 2)
      below += negative
      positiveTotal += positive
    }
    return positiveTotal > 0 && below > 0 ? won / (positiveTotal * below) : nil
  }
}
