public import Tensors

/// A tensor that a network stores: its name, its shape and what it is for.
public struct Parameter: Hashable, Sendable {
  /// What a parameter does, which decides how it starts and whether it is trained.
  public enum Role: Hashable, Sendable {
    /// A convolution's or linear layer's weight, each output summing over `fanIn` inputs.
    case weight(fanIn: Int)
    /// An offset added to each output.
    case bias
    /// The factor of a normalisation.
    case scale
    /// A statistic kept by a normalisation, not trained: starts at `initial`.
    case statistic(initial: Float)
    /// A number that belongs to the graph, not trained.
    case constant
  }

  /// The name in checkpoints, as torchvision writes it.
  public let name: String
  /// The logical shape.
  public let shape: Shape
  /// What it is for.
  public let role: Role

  /// A parameter of a graph.
  public init(_ name: String, _ shape: Shape, _ role: Role) {
    self.name = name
    self.shape = shape
    self.role = role
  }

  /// Whether training changes it by its gradient.
  public var isTrained: Bool {
    switch role {
    case .weight, .bias, .scale: true
    case .statistic, .constant: false
    }
  }
}

extension Parameter {
  /// The value before training: weights normal with variance `2 / fanIn` (He et al. 2015),
  /// biases 0, scales 1.
  ///
  /// It depends on the seed and the name only, not on the other parameters.
  public func initialValue(seed: UInt64) -> Tensor {
    switch role {
    case .bias, .constant: return Tensor(shape, repeating: 0)
    case .scale: return Tensor(shape, repeating: 1)
    case .statistic(let initial): return Tensor(shape, repeating: initial)
    case .weight(let fanIn):
      var generator = RandomGenerator(seed: seed, name.stableHash)
      let deviation = (2 / Double(fanIn)).squareRoot()
      return Tensor(
        shape, logicalOrder: (0..<shape.count).map { _ in Float(generator.normal() * deviation) })
    }
  }
}
