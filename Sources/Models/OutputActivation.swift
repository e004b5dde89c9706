internal import Foundation

/// What turns a network's outputs into probabilities.
public enum OutputActivation: String, Sendable, CaseIterable {
  /// One class of several: the probabilities sum to 1.
  case softmax
  /// Each class by itself: a single logit, or labels that can hold together.
  case sigmoid
  /// Nothing: the outputs are what they are, and there are no probabilities.
  case none

  /// The activation of a network of which nothing else is known: ``softmax``, but ``sigmoid``
  /// for a single class, whose softmax is always 1.
  public init(classes: Int) { self = classes == 1 ? .sigmoid : .softmax }

  /// One probability per logit, without overflow for logits of any size; `nil` for ``none``.
  public func probabilities(of logits: [Float]) -> [Double]? {
    switch self {
    case .softmax:
      // Subtracting the greatest logit changes nothing but keeps every power at most 1.
      guard let greatest = logits.max() else { return [] }
      let powers = logits.map { exp(Double($0) - Double(greatest)) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    case .sigmoid:
      // The power of a non-positive number on either branch.
      return logits.map { logit in
        let power = exp(-abs(Double(logit)))
        return logit < 0 ? power / (1 + power) : 1 / (1 + power)
      }
    case .none: return nil
    }
  }
}
