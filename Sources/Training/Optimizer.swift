public import Tensors

/// A rule that turns gradients into new parameters, with its memory of earlier steps.
public protocol Optimizer: Sendable {
  /// The step size, which a schedule may change.
  var learningRate: Float { get set }

  /// The memory, by parameter name and a suffix; part of a resumable state.
  var slots: [String: Tensor] { get set }

  /// Moves `parameter` against its gradient.
  ///
  /// - Parameters:
  ///   - name: Tells this parameter's memory from others'.
  ///   - step: How many steps there have been with this one, from 1.
  mutating func update(_ parameter: inout Tensor, gradient: Tensor, name: String, step: Int)
}

/// Which ``Optimizer`` to train with.
public enum OptimizerKind: String, CaseIterable, Sendable {
  /// Adaptive moments (Kingma & Ba 2015), with decoupled weight decay (Loshchilov & Hutter 2019).
  case adam
  /// Stochastic gradient descent with momentum.
  case sgd

  /// A fresh optimizer.
  public func make(learningRate: Float, weightDecay: Float = 0) -> any Optimizer {
    switch self {
    case .adam: Adam(learningRate: learningRate, weightDecay: weightDecay)
    case .sgd: SGD(learningRate: learningRate, weightDecay: weightDecay)
    }
  }
}
