internal import Tensors

/// The function of the elements of `x` and `y` that meet, in a tensor of shape `shape`.
///
/// - Precondition: Both broadcast to `shape`.
func broadcastElements(
  _ x: Tensor, _ y: Tensor, to shape: Shape, by function: some BroadcastingOperator
) -> Tensor {
  let loop = BroadcastLoop(over: shape, x.shape, y.shape)
  return Tensor(shape) { output in
    x.withElements { x in
      y.withElements { y in
        nonisolated(unsafe) let (x, y, output) = (x, y, output)
        ParallelLoop.run(loop.count, inBlocksOf: elementwiseBlock) { range in
          loop.forEach(in: range) { index, first, second in
            output[index] = function.value(x[first], y[second])
          }
        }
      }
    }
  }
}

/// One of the two operands of a broadcasting operator.
enum Operand {
  case first
  case second
}

/// The cotangent times the derivative of `function` by an operand, before it is summed over the
/// axes along which that operand is repeated.
///
/// - Precondition: `cotangent` and `output` have the same shape, which `x` and `y` broadcast to.
func broadcastGradient(
  _ cotangent: Tensor, _ x: Tensor, _ y: Tensor, output: Tensor,
  of function: some BroadcastingOperator, by operand: Operand
) -> Tensor {
  let loop = BroadcastLoop(over: output.shape, x.shape, y.shape)
  return Tensor(output.shape) { gradient in
    x.withElements { x in
      y.withElements { y in
        output.withElements { z in
          cotangent.withElements { cotangent in
            nonisolated(unsafe) let (x, y, z, cotangent, gradient) = (x, y, z, cotangent, gradient)
            ParallelLoop.run(loop.count, inBlocksOf: elementwiseBlock) { range in
              switch operand {
              case .first:
                loop.forEach(in: range) { index, first, second in
                  let slope = function.slopeOfFirst(x[first], y[second], output: z[index])
                  gradient[index] = cotangent[index] * slope
                }
              case .second:
                loop.forEach(in: range) { index, first, second in
                  let slope = function.slopeOfSecond(x[first], y[second], output: z[index])
                  gradient[index] = cotangent[index] * slope
                }
              }
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
  let sums = reduce(x, over: axes, by: Sum.self)
  return Tensor(x.shape.reduced(over: axes), memoryOrder: sums).reshaped(to: shape)
}

/// `x` where `condition` is not 0, else `y`, each broadcast to `shape`.
func select(_ condition: Tensor, _ x: Tensor, _ y: Tensor, shape: Shape) -> Tensor {
  let whereTrue = BroadcastLoop(over: shape, condition.shape, x.shape)
  let whereFalse = BroadcastLoop(over: shape, condition.shape, y.shape)
  return Tensor(shape) { result in
    condition.withElements { condition in
      x.withElements { x in
        y.withElements { y in
          nonisolated(unsafe) let (condition, x, y, result) = (condition, x, y, result)
          ParallelLoop.run(shape.count, inBlocksOf: elementwiseBlock) { range in
            whereTrue.forEach(in: range) { index, first, second in
              result[index] = condition[first] == 0 ? 0 : x[second]
            }
            whereFalse.forEach(in: range) { index, first, second in
              if condition[first] == 0 { result[index] = y[second] }
            }
          }
        }
      }
    }
  }
}
