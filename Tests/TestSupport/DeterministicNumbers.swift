package import Networks
package import Tensors

extension Tensor {
  /// Uniform numbers that Tests/Fixtures/deterministic.py makes alike, from a stream's name.
  ///
  /// Element `i`, in logical order, comes from SplitMix64 at state `FNV1a(name) + (i + 1)·γ`.
  package static func deterministic(
    _ name: String, _ shape: Shape, low: Float = -1, high: Float = 1
  ) -> Tensor {
    let seed = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let flat = Tensor([shape.count]) { elements in
      nonisolated(unsafe) let elements = elements
      ParallelLoop.run(elements.count, inBlocksOf: 1 << 16) { block in
        for index in block {
          var bits = seed &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(index + 1)
          bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
          bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
          bits ^= bits >> 31
          elements[index] = low + (high - low) * (Float(bits >> 40) * 0x1p-24)
        }
      }
    }
    return flat.reshaped(to: shape)
  }
}

extension Network {
  /// A network whose parameters Tests/Fixtures/deterministic.py makes alike.
  package static func deterministic(_ graph: Graph) -> Network {
    let values = graph.parameters.map { ($0.name, $0.deterministicValue) }
    do {
      return try Network(graph: graph, parameters: Dictionary(uniqueKeysWithValues: values))
    } catch {
      fatalError("\(error)")
    }
  }
}

extension Parameter {
  /// Weights with the variance that keeps a ReLU network's scale; statistics near those of
  /// normalised maps.
  fileprivate var deterministicValue: Tensor {
    let isVariance = name.hasSuffix("running_var")
    switch role {
    case .weight(let fanIn):
      let bound = Float((6 / Double(fanIn)).squareRoot())
      return .deterministic(name, shape, low: -bound, high: bound)
    case .scale: return .deterministic(name, shape, low: 0.5, high: 1.5)
    case .statistic where isVariance: return .deterministic(name, shape, low: 0.5, high: 1.5)
    case .bias, .statistic, .constant: return .deterministic(name, shape, low: -0.1, high: 0.1)
    }
  }
}
