internal import Tensors

/// Elements per parallel block of an elementwise loop.
private let blockSize = 1 << 15

/// A tensor of `x`'s shape with `transform` applied to each element.
@inline(__always)
func mapElements(_ x: Tensor, _ transform: @Sendable (Float) -> Float) -> Tensor {
  Tensor(x.shape) { output in
    x.withElements { input in
      nonisolated(unsafe) let (input, output) = (input, output)
      ParallelLoop.run(input.count, inBlocksOf: blockSize) { range in
        for index in range { output[index] = transform(input[index]) }
      }
    }
  }
}

/// A tensor of `x`'s shape with `combine` applied to the elements of `x` and `y`.
///
/// - Precondition: Both have the same shape.
@inline(__always)
func zipElements(
  _ x: Tensor, _ y: Tensor, _ combine: @Sendable (Float, Float) -> Float
) -> Tensor {
  precondition(x.shape == y.shape)
  return Tensor(x.shape) { output in
    x.withElements { left in
      y.withElements { right in
        nonisolated(unsafe) let (left, right, output) = (left, right, output)
        ParallelLoop.run(left.count, inBlocksOf: blockSize) { range in
          for index in range { output[index] = combine(left[index], right[index]) }
        }
      }
    }
  }
}

/// A tensor of `x`'s shape with `combine` applied to the elements of `x`, `y` and `z`.
///
/// - Precondition: All have the same shape.
@inline(__always)
func zipElements(
  _ x: Tensor, _ y: Tensor, _ z: Tensor, _ combine: @Sendable (Float, Float, Float) -> Float
) -> Tensor {
  precondition(x.shape == y.shape && x.shape == z.shape)
  return Tensor(x.shape) { output in
    x.withElements { x in
      y.withElements { y in
        z.withElements { z in
          nonisolated(unsafe) let (x, y, z, output) = (x, y, z, output)
          ParallelLoop.run(x.count, inBlocksOf: blockSize) { range in
            for index in range { output[index] = combine(x[index], y[index], z[index]) }
          }
        }
      }
    }
  }
}
