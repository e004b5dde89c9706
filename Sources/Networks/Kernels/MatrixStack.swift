internal import Tensors

/// Side of the tiles that a product is cut into for the threads.
private let tile = 256

/// The products of matrices of two stacks.
///
/// - Parameters:
///   - a: `[A, rows, depth]`, or `[A, depth, rows]` to be read transposed.
///   - b: `[B, depth, columns]`, or `[B, columns, depth]` to be read transposed.
///   - pairs: Which matrices of `a` and `b` are multiplied.
/// - Returns: `[pairs.count, rows, columns]`
func multiplyStacks(
  _ a: Tensor, by b: Tensor, pairs: [(left: Int, right: Int)],
  transposingLeft: Bool = false, transposingRight: Bool = false
) -> Tensor {
  let (rows, depth) = (a.shape[transposingLeft ? 2 : 1], a.shape[transposingLeft ? 1 : 2])
  let columns = b.shape[transposingRight ? 1 : 2]
  let shape: Shape = [pairs.count, rows, columns]
  // An empty sum is not the product library's business.
  guard shape.count > 0, depth > 0 else { return Tensor(shape) }
  let tiles = (rows: (rows + tile - 1) / tile, columns: (columns + tile - 1) / tile)
  return Tensor.write(shape) { result in
    a.withPointer { a in
      b.withPointer { b in
        nonisolated(unsafe) let (a, b, result) = (a, b, result)
        ParallelLoop.run(pairs.count * tiles.rows * tiles.columns) { task in
          let (rest, tileColumn) = task.quotientAndRemainder(dividingBy: tiles.columns)
          let (index, tileRow) = rest.quotientAndRemainder(dividingBy: tiles.rows)
          let (row, column) = (tileRow * tile, tileColumn * tile)
          let left = a + pairs[index].left * rows * depth
          let right = b + pairs[index].right * depth * columns
          multiply(
            transposingLeft
              ? MatrixView(left + row, rowStride: rows, transposed: true)
              : MatrixView(left + row * depth, rowStride: depth),
            transposingRight
              ? MatrixView(right + column * depth, rowStride: depth, transposed: true)
              : MatrixView(right + column, rowStride: columns),
            into: result + (index * rows + row) * columns + column, rowStride: columns,
            rows: min(tile, rows - row), columns: min(tile, columns - column), depth: depth)
        }
      }
    }
  }
}
