internal import Foundation
public import Tensors

/// The mean cross-entropy between softmax probabilities and the true classes.
public struct CrossEntropy: Sendable {
  /// The mean loss over the batch, in nats.
  public let loss: Double
  /// How many samples have their highest logit at the true class.
  public let correct: Int
  /// The gradient of the loss for the logits, `[N, K]`: `(softmax − one-hot) / N`.
  public let gradient: Tensor

  /// The loss of `logits`, `[N, K]`, for the classes `labels`, each in `0..<K`.
  public init(logits: Tensor, labels: [Int]) {
    let width = logits.shape[1]
    precondition(logits.shape[0] == labels.count, "one label per row")
    var values = logits.logicalElements
    var loss = 0.0
    var correct = 0
    for (row, label) in labels.enumerated() {
      let range = row * width..<(row + 1) * width
      let scores = values[range].map(Double.init)
      let highest = scores.max() ?? 0
      let sum = scores.reduce(0) { $0 + exp($1 - highest) }
      loss += highest + log(sum) - scores[label]
      if scores.firstIndex(of: highest) == label { correct += 1 }
      for (column, index) in range.enumerated() {
        let share = exp(scores[column] - highest) / sum
        values[index] = Float((share - (column == label ? 1 : 0)) / Double(labels.count))
      }
    }
    self.loss = loss / Double(max(labels.count, 1))
    self.correct = correct
    gradient = Tensor(logits.shape, logicalOrder: values)
  }
}
