public import Tensors

/// A rule that turns gradients into new parameters, with its memory of earlier steps.
public protocol Optimizer: Sendable {
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
  /// Adaptive moments (Kingma & Ba 2015).
  case adam
  /// Stochastic gradient descent with momentum.
  case sgd

  /// A fresh optimizer.
  public func make(learningRate: Float) -> any Optimizer {
    switch self {
    case .adam: Adam(learningRate: learningRate)
    case .sgd: SGD(learningRate: learningRate)
    }
  }
}
