internal import CKernels
internal import Tensors

/// Outputs per parallel block of a linear layer.
private let outputBlock = 256

/// `x · weightᵀ + bias` for `x: [N, I]`, `weight: [O, I]`, `bias: [O]`.
///
/// Weights are read once, in their own order: for a few samples reading them takes all the time.
/// A sum does not depend on how many samples there are.
func linear(_ x: Tensor, weight: Tensor, bias: Tensor?) -> Tensor {
  let (rows, depth, outputs) = (x.shape[0], x.shape[1], weight.shape[0])
  let bias = bias ?? Tensor([outputs])
  return Tensor.write([rows, outputs]) { result in
    guard rows > 0 else { return }
    x.withPointer { x in
      weight.withPointer { weight in
        bias.withPointer { bias in
          nonisolated(unsafe) let (x, weight, bias, result) = (x, weight, bias, result)
          ParallelLoop.run(outputs, inBlocksOf: 64) { block in
            var epilogue = ck_epilogue(
              bias: bias + block.lowerBound, residual: nil, residual_stride: 0, low: -.infinity,
              high: .infinity)
            ck_multiply_transposed(
              x, depth, weight + block.lowerBound * depth, result + block.lowerBound, outputs, rows,
              block.count, depth, &epilogue)
          }
        }
      }
    }
  }
}

/// Up to so many rows, reading the right side takes most of a product's time.
private let fewRows = 16

/// The matrix product of `a`, or its transpose, and `b`.
func matrixProduct(_ a: Tensor, transposed: Bool = false, _ b: Tensor) -> Tensor {
  let rows = transposed ? a.shape[1] : a.shape[0]
  let depth = transposed ? a.shape[0] : a.shape[1]
  let columns = b.shape[1]
  let readsOnce = rows <= fewRows && !transposed
  return Tensor.write([rows, columns]) { result in
    a.withPointer { left in
      b.withPointer { right in
        nonisolated(unsafe) let (left, right, result) = (left, right, result)
        ParallelLoop.run(columns, inBlocksOf: readsOnce ? 1024 : outputBlock) { block in
          let (right, result) = (right + block.lowerBound, result + block.lowerBound)
          if readsOnce {
            ck_multiply_rows(
              left, depth, right, columns, result, columns, rows, block.count, depth)
          } else {
            multiply(
              MatrixView(left, rowStride: a.shape[1], transposed: transposed),
              MatrixView(right, rowStride: columns), into: result, rowStride: columns,
              rows: rows, columns: block.count, depth: depth)
          }
        }
      }
    }
  }
}
