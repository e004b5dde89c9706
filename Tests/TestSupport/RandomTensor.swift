package import Tensors

extension Tensor {
  /// Reproducible standard normal numbers.
  package static func random(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
    var generator = RandomGenerator(seed: seed)
    return Tensor(
      shape, logicalOrder: (0..<shape.count).map { _ in Float(generator.normal()) })
  }
}
