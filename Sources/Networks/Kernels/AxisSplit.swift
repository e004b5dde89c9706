internal import Tensors

/// A tensor's memory seen as `[outer, reduced, inner]`.
struct AxisSplit: Sendable {
  let outer: Int
  let reduced: Int
  let inner: Int

  /// The view in which the reduced axes are `axes`, or `nil` when they lie apart in memory.
  init?(_ shape: Shape, _ axes: [Int]) {
    let order = shape.memoryAxes.filter { shape[$0] != 1 }
    let first = order.firstIndex(where: axes.contains) ?? 0
    let middle = order[first...].prefix(while: axes.contains)
    let rest = order[middle.endIndex...]
    guard !rest.contains(where: axes.contains) else { return nil }
    outer = order[..<first].reduce(1) { $0 * shape[$1] }
    reduced = middle.reduce(1) { $0 * shape[$1] }
    inner = rest.reduce(1) { $0 * shape[$1] }
  }

  /// The view of a matrix whose rows are reduced.
  init(rows matrix: Shape) { (outer, reduced, inner) = (matrix[0], matrix[1], 1) }
}

/// A copy of `x` as a matrix: a row for each place on the other axes, with the elements along
/// `axes` in it.
func gatherRows(_ x: Tensor, _ axes: [Int]) -> Tensor {
  let kept = x.shape.memoryAxes.filter { !axes.contains($0) }
  let reduced = x.shape.memoryAxes.filter(axes.contains)
  let order = kept + reduced
  let strides = order.map { x.shape.memoryStrides[$0] }
  let loop = BroadcastLoop(sizes: order.map { x.shape[$0] }, strides, strides)
  let count = { (axes: [Int]) in axes.reduce(1) { $0 * x.shape[$1] } }
  return Tensor([count(kept), count(reduced)]) { copy in
    x.withElements { x in
      nonisolated(unsafe) let (x, copy) = (x, copy)
      ParallelLoop.run(loop.count, inBlocksOf: elementwiseBlock) { range in
        loop.forEach(in: range) { index, source, _ in copy[index] = x[source] }
      }
    }
  }
}

extension Shape {
  /// This shape with one element along each of `axes`.
  func reduced(over axes: [Int]) -> Shape {
    Shape(dimensions.indices.map { axes.contains($0) ? 1 : dimensions[$0] })
  }
}
