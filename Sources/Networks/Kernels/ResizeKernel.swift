internal import Tensors

/// `x` with `axis` replaced by weighted sums along it.
///
/// - Parameter weights: One output for each element of the new axis.
func resize(_ x: Tensor, axis: Int, by weights: ResizeWeights) -> Tensor {
  let count = weights.offsets.count
  var dimensions = x.shape.dimensions
  dimensions[axis] = count
  let shape = Shape(dimensions)
  let inner = x.shape.memoryStrides[axis]
  let size = x.shape[axis]
  return Tensor.write(shape) { result in
    guard shape.count > 0 else { return }
    x.withPointer { x in
      nonisolated(unsafe) let (x, result) = (x, result)
      let rows = shape.count / inner
      ParallelLoop.run(rows, inBlocksOf: max(1, (1 << 14) / inner)) { block in
        weights.terms.withUnsafeBufferPointer { terms in
          weights.starts.withUnsafeBufferPointer { starts in
            for row in block {
              let (outer, output) = row.quotientAndRemainder(dividingBy: count)
              let destination = result + row * inner
              let source = x + outer * size * inner
              destination.update(repeating: weights.offsets[output], count: inner)
              for term in terms[starts[output]..<starts[output + 1]] {
                let line = source + term.input * inner
                for index in 0..<inner { destination[index] += line[index] * term.weight }
              }
            }
          }
        }
      }
    }
  }
}
