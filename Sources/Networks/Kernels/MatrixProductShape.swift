internal import Tensors

/// How the matrices in two tensors meet in a product, and what shape comes of it.
struct MatrixProductShape {
  /// The operands as matrices, with the axes before the last two.
  private let left: Shape
  private let right: Shape
  /// The axes before the last two, broadcast together.
  private let batch: Shape
  /// The product's shape, without the axes that vectors lack.
  let output: Shape

  /// The product of `[…, R, K]` or `[K]` and `[…, K, C]` or `[K]`, or `nil` when there is none.
  init?(_ left: Shape, _ right: Shape) {
    guard left.rank > 0, right.rank > 0 else { return nil }
    self.left = left.rank == 1 ? [1, left[0]] : left
    self.right = right.rank == 1 ? [right[0], 1] : right
    guard self.left.columns == self.right.rows,
      let batch = Shape(broadcasting: [self.left.batchAxes, self.right.batchAxes])
    else { return nil }
    self.batch = batch
    let rows = left.rank == 1 ? [] : [self.left.rows]
    let columns = right.rank == 1 ? [] : [self.right.columns]
    output = Shape(batch.dimensions + rows + columns)
  }

  /// Whether all matrices on the left meet the same on the right: then they are one tall matrix.
  private var isOneProduct: Bool {
    right.batchAxes.count == 1 && left.batchAxes.count == batch.count
  }

  /// The left operand as a stack of matrices.
  var leftStack: Shape {
    isOneProduct
      ? [1, batch.count * left.rows, left.columns]
      : [left.batchAxes.count, left.rows, left.columns]
  }

  /// The right operand as a stack of matrices.
  var rightStack: Shape { [right.batchAxes.count, right.rows, right.columns] }

  /// Which matrices of the stacks are multiplied.
  var pairs: [(left: Int, right: Int)] {
    if isOneProduct { return [(0, 0)] }
    return zip(places(of: left.batchAxes), places(of: right.batchAxes)).map { ($0, $1) }
  }

  /// Gradients of the matrices of each pair, summed over the pairs in which a left matrix was.
  func leftGradient(_ gradients: Tensor) -> Tensor { sum(gradients, to: left) }

  /// Gradients of the matrices of each pair, summed over the pairs in which a right matrix was.
  func rightGradient(_ gradients: Tensor) -> Tensor { sum(gradients, to: right) }

  private func sum(_ gradients: Tensor, to operand: Shape) -> Tensor {
    if gradients.count == operand.count { return gradients.reshaped(to: operand) }
    let shape = Shape(batch.dimensions + operand.dimensions.suffix(2))
    return Networks.sum(gradients.reshaped(to: shape), to: operand)
  }

  /// The matrix of an operand that is in each product, in the order of the products.
  private func places(of operand: Shape) -> [Int] {
    let missing = batch.rank - operand.rank
    return batch.dimensions.enumerated().reduce([0]) { places, axis in
      let own = axis.offset < missing ? 1 : operand[axis.offset - missing]
      return places.flatMap { place in
        (0..<axis.element).map { place * own + (own == 1 ? 0 : $0) }
      }
    }
  }
}

extension Shape {
  fileprivate var rows: Int { dimensions[rank - 2] }
  fileprivate var columns: Int { dimensions[rank - 1] }
  fileprivate var batchAxes: Shape { Shape(Array(dimensions.dropLast(2))) }
}
