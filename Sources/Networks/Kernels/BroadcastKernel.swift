internal import Tensors

/// A tensor of shape `shape` with `combine` applied to the elements of `x` and `y` that meet.
///
/// - Precondition: Both broadcast to `shape`.
@inline(__always)
func broadcastElements(
  _ x: Tensor, _ y: Tensor, to shape: Shape, _ combine: @Sendable (Float, Float) -> Float
) -> Tensor {
  let loop = BroadcastLoop(over: shape, x.shape, y.shape)
  return Tensor(shape) { output in
    x.withElements { left in
      y.withElements { right in
        nonisolated(unsafe) let (left, right, output) = (left, right, output)
        loop.forEach { index, first, second in
          output[index] = combine(left[first], right[second])
        }
      }
    }
  }
}

/// The cotangent times `slope` of the elements of `x` and `y` that met and of what came of them.
///
/// - Precondition: `cotangent` and `output` have the same shape, which `x` and `y` broadcast to.
@inline(__always)
func broadcastGradient(
  _ cotangent: Tensor, _ x: Tensor, _ y: Tensor, output: Tensor,
  _ slope: @Sendable (Float, Float, Float) -> Float
) -> Tensor {
  let loop = BroadcastLoop(over: output.shape, x.shape, y.shape)
  return Tensor(output.shape) { gradient in
    x.withElements { left in
      y.withElements { right in
        output.withElements { output in
          cotangent.withElements { cotangent in
            nonisolated(unsafe) let (left, right, output, cotangent, gradient) =
              (left, right, output, cotangent, gradient)
            loop.forEach { index, first, second in
              gradient[index] = cotangent[index] * slope(left[first], right[second], output[index])
            }
          }
        }
      }
    }
  }
}

/// The sums of `x` over the axes along which a tensor of shape `shape` was repeated to meet it:
/// what broadcasting does to a gradient.
func sum(_ x: Tensor, to shape: Shape) -> Tensor {
  guard x.shape != shape else { return x }
  let missing = x.shape.rank - shape.rank
  let axes = (0..<x.shape.rank).filter {
    $0 < missing || shape[$0 - missing] == 1 && x.shape[$0] != 1
  }
  let sums = reduce(x, over: axes, from: 0, +, merging: +)
  return Tensor(x.shape.reduced(over: axes), memoryOrder: sums).reshaped(to: shape)
}

/// `x` where `condition` is not 0, else `y`, each broadcast to `shape`.
func select(_ condition: Tensor, _ x: Tensor, _ y: Tensor, shape: Shape) -> Tensor {
  // A loop has two operands, so `x` is spread out first and then overwritten where not selected.
  var result = broadcastElements(condition, x, to: shape) { $1 }
  let loop = BroadcastLoop(over: shape, condition.shape, y.shape)
  result.withMutableElements { result in
    condition.withElements { condition in
      y.withElements { y in
        nonisolated(unsafe) let (condition, y, result) = (condition, y, result)
        loop.forEach { index, first, second in
          if condition[first] == 0 { result[index] = y[second] }
        }
      }
    }
  }
  return result
}
