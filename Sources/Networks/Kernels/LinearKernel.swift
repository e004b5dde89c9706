internal import Tensors

/// Outputs per parallel block of a linear layer.
private let outputBlock = 256

/// `x · weightᵀ + bias` for `x: [N, I]`, `weight: [O, I]`, `bias: [O]`.
func linear(_ x: Tensor, weight: Tensor, bias: Tensor?) -> Tensor {
  let (rows, depth, outputs) = (x.shape[0], x.shape[1], weight.shape[0])
  let bias = bias?.logicalElements ?? []
  return Tensor.write([rows, outputs]) { result in
    for row in 0..<rows {
      for column in 0..<outputs {
        result[row * outputs + column] = bias.isEmpty ? 0 : bias[column]
      }
    }
    x.withPointer { x in
      weight.withPointer { weight in
        nonisolated(unsafe) let (x, weight, result) = (x, weight, result)
        ParallelLoop.run(outputs, inBlocksOf: outputBlock) { block in
          multiply(
            MatrixView(x, rowStride: depth),
            MatrixView(weight + block.lowerBound * depth, rowStride: depth, transposed: true),
            into: result + block.lowerBound, rowStride: outputs, rows: rows,
            columns: block.count, depth: depth, beta: 1)
        }
      }
    }
  }
}

/// The matrix product of `a`, or its transpose, and `b`.
func matrixProduct(_ a: Tensor, transposed: Bool = false, _ b: Tensor) -> Tensor {
  let rows = transposed ? a.shape[1] : a.shape[0]
  let depth = transposed ? a.shape[0] : a.shape[1]
  let columns = b.shape[1]
  return Tensor.write([rows, columns]) { result in
    a.withPointer { left in
      b.withPointer { right in
        nonisolated(unsafe) let (left, right, result) = (left, right, result)
        ParallelLoop.run(columns, inBlocksOf: outputBlock) { block in
          multiply(
            MatrixView(left, rowStride: a.shape[1], transposed: transposed),
            MatrixView(right + block.lowerBound, rowStride: columns),
            into: result + block.lowerBound, rowStride: columns, rows: rows,
            columns: block.count, depth: depth)
        }
      }
    }
  }
}
