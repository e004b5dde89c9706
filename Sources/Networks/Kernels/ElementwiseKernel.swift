internal import Tensors

/// Elements per parallel block of an elementwise loop.
let elementwiseBlock = 1 << 15

// The operators are passed as values of generic type: their functions are then compiled into the
// loops. A closure would be called for each element, because the loops run inside a closure.

/// The function of each element of `x`.
func mapElements(_ x: Tensor, by function: some ElementwiseOperator) -> Tensor {
  Tensor.write(x.shape) { output in
    x.withPointer { input in
      nonisolated(unsafe) let (input, output) = (input, output)
      ParallelLoop.run(x.count, inBlocksOf: elementwiseBlock) { range in
        function.map(
          input + range.lowerBound, into: output + range.lowerBound, count: range.count)
      }
    }
  }
}

/// The cotangent times the derivative of `function` at `x`, where it has the value `y`.
///
/// Where the derivative is 0 nothing passes, not even an infinite cotangent, as with PyTorch's
/// masks.
func elementwiseGradient(
  _ cotangent: Tensor, _ x: Tensor, output y: Tensor, of function: some ElementwiseOperator
) -> Tensor {
  Tensor(x.shape) { gradient in
    cotangent.withElements { cotangent in
      x.withElements { x in
        y.withElements { y in
          nonisolated(unsafe) let (cotangent, x, y, gradient) = (cotangent, x, y, gradient)
          ParallelLoop.run(x.count, inBlocksOf: elementwiseBlock) { range in
            for index in range {
              let slope = function.derivative(at: x[index], output: y[index])
              let product = cotangent[index] * slope
              gradient[index] = slope == 0 ? 0 : product
            }
          }
        }
      }
    }
  }
}
