internal import Foundation
public import Tensors

/// Adaptive moment estimation (Kingma & Ba 2015, algorithm 1), as `torch.optim.Adam`; with a weight
/// decay, decoupled from the moments (Loshchilov & Hutter 2019), as `torch.optim.AdamW`.
public struct Adam: Optimizer {
  /// The step size.
  public var learningRate: Float
  /// The decay of the mean gradient.
  public let beta1: Float
  /// The decay of the mean squared gradient.
  public let beta2: Float
  /// Keeps the quotient finite.
  public let epsilon: Float
  /// The share of each number that is lost in a step, times the step size.
  public let weightDecay: Float
  /// The two moments of each parameter.
  public var slots: [String: Tensor] = [:]

  /// An optimizer with PyTorch's defaults, but without weight decay.
  public init(
    learningRate: Float = 1e-3, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    weightDecay: Float = 0
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// `θ ← θ − rate · decay · θ − rate · m̂ / (√v̂ + ε)`
  public mutating func update(
    _ parameter: inout Tensor, gradient: Tensor, name: String, step: Int
  ) {
    var mean = slots.removeValue(forKey: "\(name).mean") ?? Tensor(parameter.shape)
    var square = slots.removeValue(forKey: "\(name).square") ?? Tensor(parameter.shape)
    let correction1 = 1 - pow(Double(beta1), Double(step))
    let correction2 = 1 - pow(Double(beta2), Double(step))
    adamStep(
      &parameter, mean: &mean, square: &square, gradient: gradient, beta1: beta1, beta2: beta2,
      rate: Float(Double(learningRate) / correction1),
      squareCorrection: Float(1 / correction2.squareRoot()), epsilon: epsilon,
      kept: Float(1 - Double(learningRate) * Double(weightDecay)))
    slots["\(name).mean"] = mean
    slots["\(name).square"] = square
  }
}
