internal import Tensors

/// A walk over the elements of a tensor in memory order, and over those of other tensors that
/// meet them.
///
/// Tensors of rank 4 lie channels-last and all others row-major, so tensors of different rank
/// that broadcast together differ in the order of their axes. The loop knows for each axis how
/// far every tensor moves; axes along which all move evenly are walked as one, so that equal
/// shapes are one long run, and a vector of channels meets an image in rows of channels.
struct BroadcastLoop: Sendable {
  /// The steps along each axis, the innermost last; never empty.
  private var sizes: [Int]
  /// For each of two operands, how many elements it moves with a step along each axis.
  private var strides: (first: [Int], second: [Int])

  /// A loop over a tensor of shape `shape`, which both operands broadcast to.
  init(over shape: Shape, _ first: Shape, _ second: Shape) {
    let axes = shape.memoryAxes
    self.init(
      sizes: axes.map { shape[$0] },
      axes.map(first.strides(broadcastTo: shape)), axes.map(second.strides(broadcastTo: shape)))
  }

  /// A loop over a contiguous tensor with axes of `sizes`, and the operands' steps along them.
  init(sizes: [Int], _ first: [Int], _ second: [Int]) {
    self.sizes = []
    strides = ([], [])
    for axis in sizes.indices where sizes[axis] != 1 {
      if let last = self.sizes.indices.last, strides.first[last] == first[axis] * sizes[axis],
        strides.second[last] == second[axis] * sizes[axis]
      {
        self.sizes[last] *= sizes[axis]
        (strides.first[last], strides.second[last]) = (first[axis], second[axis])
      } else {
        self.sizes.append(sizes[axis])
        strides.first.append(first[axis])
        strides.second.append(second[axis])
      }
    }
    if self.sizes.isEmpty { (self.sizes, strides) = ([1], ([0], [0])) }
  }
}

extension BroadcastLoop {
  /// The number of steps.
  var count: Int { sizes.reduce(1, *) }

  /// Calls `body` with the places `range` and, for each, the places of the operands' elements that
  /// meet it.
  @inline(__always)
  func forEach(
    in range: Range<Int>, _ body: (_ index: Int, _ first: Int, _ second: Int) -> Void
  ) {
    let inner = (first: strides.first[sizes.count - 1], second: strides.second[sizes.count - 1])
    forEachRun(in: range) { start, count, first, second in
      // The common strides are written out so that each loop is compiled for them. The sums do not
      // check for overflow, which would keep the loops from running in vector registers.
      switch inner {
      case (1, 1): for step in 0..<count { body(start &+ step, first &+ step, second &+ step) }
      case (1, 0): for step in 0..<count { body(start &+ step, first &+ step, second) }
      case (0, 1): for step in 0..<count { body(start &+ step, first, second &+ step) }
      default:
        for step in 0..<count {
          body(start &+ step, first &+ step &* inner.first, second &+ step &* inner.second)
        }
      }
    }
  }

  /// Calls `body` with each stretch of `range` along the innermost axis: where it starts, its
  /// length, and where the operands' begin.
  @inline(__always)
  private func forEachRun(in range: Range<Int>, _ body: (Int, Int, Int, Int) -> Void) {
    let last = sizes.count - 1
    var position = [Int](repeating: 0, count: sizes.count)
    var (first, second) = (0, 0)
    var rest = range.lowerBound
    for axis in sizes.indices.reversed() {
      position[axis] = rest % sizes[axis]
      rest /= sizes[axis]
      first += position[axis] * strides.first[axis]
      second += position[axis] * strides.second[axis]
    }
    var start = range.lowerBound
    while true {
      let count = min(sizes[last] - position[last], range.upperBound - start)
      body(start, count, first, second)
      start += count
      guard start < range.upperBound else { return }
      // The innermost axis is at its end: go back to its beginning and on along the outer ones.
      first -= position[last] * strides.first[last]
      second -= position[last] * strides.second[last]
      position[last] = 0
      var axis = last - 1
      while true {
        position[axis] += 1
        first += strides.first[axis]
        second += strides.second[axis]
        guard position[axis] == sizes[axis] else { break }
        first -= sizes[axis] * strides.first[axis]
        second -= sizes[axis] * strides.second[axis]
        position[axis] = 0
        axis -= 1
      }
    }
  }
}

extension Shape {
  /// How far a tensor of this shape moves with a step along an axis of `shape`: not at all along
  /// those that it lacks or has one element of.
  fileprivate func strides(broadcastTo shape: Shape) -> (Int) -> Int {
    let strides = memoryStrides
    let missing = shape.rank - rank
    return { axis in
      axis < missing || self[axis - missing] == 1 ? 0 : strides[axis - missing]
    }
  }
}
