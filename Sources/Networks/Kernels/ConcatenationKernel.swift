internal import Tensors

/// Memory cut into rows, of which each part along an axis holds a contiguous piece.
private struct ConcatenationRows {
  let count: Int
  /// Elements of a row for each step along the axis.
  let step: Int

  init(_ shape: Shape, axis: Int) {
    let axes = shape.memoryAxes
    count = axes.prefix { $0 != axis }.reduce(1) { $0 * shape[$1] }
    step = shape.memoryStrides[axis]
  }

  /// Calls `body` in parallel with blocks of rows of about 32 k elements.
  func forEachBlock(rowSize: Int, _ body: @Sendable (Range<Int>) -> Void) {
    ParallelLoop.run(count, inBlocksOf: max(1, (1 << 15) / max(rowSize, 1)), body)
  }
}

/// The tensors one after another along `axis`.
///
/// - Precondition: There is one, and all other axes agree.
func concatenate(_ parts: [Tensor], axis: Int) -> Tensor {
  var dimensions = parts[0].shape.dimensions
  dimensions[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
  let shape = Shape(dimensions)
  let rows = ConcatenationRows(shape, axis: axis)
  let rowSize = shape[axis] * rows.step
  return Tensor.write(shape) { result in
    guard shape.count > 0 else { return }
    var first = 0
    for part in parts {
      let width = part.shape[axis] * rows.step
      part.withPointer { part in
        nonisolated(unsafe) let (part, destination) = (part, result + first)
        rows.forEachBlock(rowSize: width) { block in
          for row in block {
            (destination + row * rowSize).update(from: part + row * width, count: width)
          }
        }
      }
      first += width
    }
  }
}

/// The part of `x` of shape `shape` that begins at `first` along `axis`.
func part(of x: Tensor, axis: Int, from first: Int, shape: Shape) -> Tensor {
  let rows = ConcatenationRows(x.shape, axis: axis)
  let (rowSize, width) = (x.shape[axis] * rows.step, shape[axis] * rows.step)
  return Tensor.write(shape) { result in
    guard shape.count > 0 else { return }
    x.withPointer { x in
      nonisolated(unsafe) let (source, result) = (x + first * rows.step, result)
      rows.forEachBlock(rowSize: width) { block in
        for row in block {
          (result + row * width).update(from: source + row * rowSize, count: width)
        }
      }
    }
  }
}
