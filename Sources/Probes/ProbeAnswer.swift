public import Models

/// What a network says about one class.
public struct ProbeAnswer: Sendable, Equatable {
  /// The class's logit.
  public let logit: Double
  /// Its probability; `nil` for a network whose outputs are none.
  public let probability: Double?
  /// Whether the network decides for the class: it is the one predicted, or, where it stands for
  /// itself, has a probability of at least ½. `nil` for a single output that is no probability.
  public let isPositive: Bool?

  /// An answer from its parts.
  public init(logit: Double, probability: Double?, isPositive: Bool?) {
    self.logit = logit
    self.probability = probability
    self.isPositive = isPositive
  }

  /// What a prediction says about the class `target` of a model.
  public init(_ prediction: Prediction, target: Int, of model: Model) {
    logit = Double(prediction.logits[target])
    probability = prediction.probabilities?[target]
    isPositive =
      if model.isMultiLabel || prediction.logits.count == 1 {
        probability.map { $0 >= 0.5 }
      } else {
        prediction.predicted == target
      }
  }
}
