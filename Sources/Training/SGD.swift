public import Tensors

/// Stochastic gradient descent with momentum and weight decay, as `torch.optim.SGD`.
public struct SGD: Optimizer {
  /// The step size.
  public var learningRate: Float
  /// The share of the last step's velocity that is kept.
  public let momentum: Float
  /// What of the parameter is added to its gradient.
  public let weightDecay: Float
  /// The velocity of each parameter.
  public var slots: [String: Tensor] = [:]

  /// An optimizer.
  public init(learningRate: Float = 1e-2, momentum: Float = 0.9, weightDecay: Float = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// `v ← momentum · v + g + decay · θ;  θ ← θ − rate · v`
  public mutating func update(
    _ parameter: inout Tensor, gradient: Tensor, name: String, step: Int
  ) {
    var velocity = slots.removeValue(forKey: "\(name).velocity") ?? Tensor(parameter.shape)
    momentumStep(
      &parameter, velocity: &velocity, gradient: gradient, momentum: momentum, rate: learningRate,
      weightDecay: weightDecay)
    slots["\(name).velocity"] = velocity
  }
}
