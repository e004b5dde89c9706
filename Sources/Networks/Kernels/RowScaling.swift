internal import Tensors

/// `x[o, …] · factors[o]` for each element `o` of the first axis.
///
/// - Precondition: There is one factor for each.
func scaleRows(_ x: Tensor, by factors: [Double]) -> Tensor {
  let size = factors.isEmpty ? 0 : x.count / factors.count
  return Tensor(x.shape) { result in
    x.withElements { x in
      nonisolated(unsafe) let (x, result) = (x, result)
      ParallelLoop.run(factors.count, inBlocksOf: max(1, (1 << 15) / max(size, 1))) { rows in
        for row in rows {
          for index in row * size..<(row + 1) * size {
            result[index] = Float(Double(x[index]) * factors[row])
          }
        }
      }
    }
  }
}
