public import Diagnostics

/// A model's answer for one picture.
public struct Prediction: Sendable, Equatable {
  /// The network's outputs, one per class, before any activation.
  public let logits: [Float]
  /// One probability per class; `nil` for a network whose outputs are none.
  public let probabilities: [Double]?
  /// The class with the greatest logit, the first of equals.
  ///
  /// With a single class that is always 0: read its probability.
  public let predicted: Int

  /// The answer given by one row of logits.
  ///
  /// - Throws: ``PredictionError`` when there is no logit or one is not finite.
  public init(logits: [Float], activation: OutputActivation) throws(PredictionError) {
    guard let greatest = logits.max(), logits.allSatisfy(\.isFinite),
      let predicted = logits.firstIndex(of: greatest)
    else {
      throw PredictionError(logits: logits)
    }
    self.logits = logits
    self.probabilities = activation.probabilities(of: logits)
    self.predicted = predicted
  }

  /// The probability of the predicted class.
  public var confidence: Double? { probabilities?[predicted] }

  /// The classes with a probability of at least ½: of labels that can hold together, those that
  /// the model finds.
  public var positives: [Int]? {
    probabilities.map { shares in shares.indices.filter { shares[$0] >= 0.5 } }
  }
}

/// Logits that say nothing.
public struct PredictionError: Diagnosable, Equatable {
  /// The row as the network gave it.
  public let logits: [Float]

  /// The logits and where to look.
  public var diagnosis: Diagnosis {
    Diagnosis(
      "the network's output is \(logits)", expected: "finite numbers",
      remedy: "Check the weights and the normalisation of the input.")
  }
}
