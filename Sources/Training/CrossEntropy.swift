internal import Foundation
public import Tensors

/// The cross-entropy between softmax probabilities and the true classes of a batch.
public struct CrossEntropy: Sendable {
  /// The weighted mean loss over the batch, in nats.
  public let loss: Double
  /// How many samples have their highest logit at the true class.
  public let correct: Int
  /// The gradient of the loss for the logits, `[N, K]`: `(softmax − one-hot) · share` of each
  /// sample.
  public let gradient: Tensor

  /// The loss of `logits`, `[N, K]`, for the classes `labels`, each in `0..<K`.
  ///
  /// - Parameter weights: Of each class; the loss is `Σ w·loss / Σ w`, as PyTorch's
  ///   `cross_entropy(weight:)`. Without, all classes count the same.
  public init(logits: Tensor, labels: [Int], weights: [Double]? = nil) {
    self.init(logits: logits, labels: labels) { _ in
      let ofSamples = labels.map { weights?[$0] ?? 1 }
      let sum = ofSamples.reduce(0, +)
      return ofSamples.map { $0 / sum }
    }
  }

  /// The loss `Σ share · loss` with the share that `shares` gives each sample for the losses.
  package init(logits: Tensor, labels: [Int], shares: ([Double]) -> [Double]) {
    let width = logits.shape[1]
    precondition(logits.shape[0] == labels.count, "one label per row")
    var values = logits.logicalElements
    var losses: [Double] = []
    var correct = 0
    for (row, label) in labels.enumerated() {
      let range = row * width..<(row + 1) * width
      let scores = values[range].map(Double.init)
      let highest = scores.max() ?? 0
      let sum = scores.reduce(0) { $0 + exp($1 - highest) }
      losses.append(highest + log(sum) - scores[label])
      if scores.firstIndex(of: highest) == label { correct += 1 }
      for (column, index) in range.enumerated() {
        values[index] = Float(exp(scores[column] - highest) / sum)
      }
    }
    let shares = shares(losses)
    for (row, label) in labels.enumerated() {
      values[row * width + label] -= 1
      for index in row * width..<(row + 1) * width {
        values[index] = Float(Double(values[index]) * shares[row])
      }
    }
    self.loss = zip(losses, shares).reduce(0) { $0 + $1.0 * $1.1 }
    self.correct = correct
    gradient = Tensor(logits.shape, logicalOrder: values)
  }
}
