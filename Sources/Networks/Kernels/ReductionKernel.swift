internal import Tensors

/// The elements of `x` along `axes` folded into one by `step`, for each place on the other axes.
///
/// Long folds are cut into fixed parts, which `merge` joins in order, so the result does not
/// depend on the number of threads.
///
/// - Parameter initial: Neutral to `step` and `merge`.
/// - Returns: The results in the memory order of `x.shape.reduced(over: axes)`.
@inline(__always)
func reduce(
  _ x: Tensor, over axes: [Int], from initial: Double,
  _ step: @Sendable (Double, Double) -> Double, merging merge: @Sendable (Double, Double) -> Double
) -> [Double] {
  guard let split = AxisSplit(x.shape, axes) else {
    let matrix = gatherRows(x, axes)
    return reduce(matrix, AxisSplit(rows: matrix.shape), from: initial, step, merging: merge)
  }
  return reduce(x, split, from: initial, step, merging: merge)
}

/// Elements per parallel block of a reduction.
private let blockSize = 1 << 15

@inline(__always)
private func reduce(
  _ x: Tensor, _ split: AxisSplit, from initial: Double,
  _ step: @Sendable (Double, Double) -> Double, merging merge: @Sendable (Double, Double) -> Double
) -> [Double] {
  let (reduced, inner) = (split.reduced, split.inner)
  let partSize = max(64, blockSize / max(inner, 1))
  let parts = max(1, (reduced + partSize - 1) / partSize)
  var folds = [Double](repeating: initial, count: split.outer * parts * inner)
  folds.withUnsafeMutableBufferPointer { folds in
    x.withElements { x in
      nonisolated(unsafe) let (x, folds) = (x, folds)
      let grain = max(1, blockSize / max(1, min(partSize, reduced) * inner))
      ParallelLoop.run(split.outer * parts, inBlocksOf: grain) { tasks in
        for task in tasks {
          let (outer, part) = task.quotientAndRemainder(dividingBy: parts)
          let rows = part * partSize..<min(reduced, (part + 1) * partSize)
          let start = (outer * reduced + rows.lowerBound) * inner
          if inner == 1 {
            folds[task] = fold(
              UnsafeBufferPointer(rebasing: x[start..<start + rows.count]), from: initial, step,
              merge)
          } else {
            let fold = UnsafeMutableBufferPointer(
              rebasing: folds[task * inner..<(task + 1) * inner])
            for row in 0..<rows.count {
              let source = start + row * inner
              for index in 0..<inner {
                fold[index] = step(fold[index], Double(x[source + index]))
              }
            }
          }
        }
      }
    }
  }
  guard parts > 1 else { return folds }
  var result = [Double](repeating: initial, count: split.outer * inner)
  for task in 0..<split.outer * parts {
    for index in 0..<inner {
      let place = task / parts * inner + index
      result[place] = merge(result[place], folds[task * inner + index])
    }
  }
  return result
}

/// Four folds side by side, because one alone would wait for itself at every step.
@inline(__always)
private func fold(
  _ x: UnsafeBufferPointer<Float>, from initial: Double,
  _ step: (Double, Double) -> Double, _ merge: (Double, Double) -> Double
) -> Double {
  var (a, b, c, d) = (initial, initial, initial, initial)
  var index = 0
  while index + 4 <= x.count {
    a = step(a, Double(x[index]))
    b = step(b, Double(x[index + 1]))
    c = step(c, Double(x[index + 2]))
    d = step(d, Double(x[index + 3]))
    index += 4
  }
  while index < x.count {
    a = step(a, Double(x[index]))
    index += 1
  }
  return merge(merge(a, b), merge(c, d))
}

/// `combine` of each element of `x` and the numbers of two reductions that meet it.
///
/// - Parameters:
///   - axes: What was reduced over.
///   - first: A number for each place on the other axes, as ``reduce`` returns them.
///   - second: The same.
@inline(__always)
func combine(
  _ x: Tensor, over axes: [Int], _ first: [Double], _ second: [Double],
  _ combine: @Sendable (Double, Double, Double) -> Double
) -> Tensor {
  let reduced = x.shape.reduced(over: axes)
  let loop = BroadcastLoop(over: x.shape, x.shape, reduced)
  return Tensor(x.shape) { result in
    x.withElements { x in
      first.withUnsafeBufferPointer { first in
        second.withUnsafeBufferPointer { second in
          nonisolated(unsafe) let (x, first, second, result) = (x, first, second, result)
          loop.forEach { index, _, place in
            result[index] = Float(combine(Double(x[index]), first[place], second[place]))
          }
        }
      }
    }
  }
}

/// `combine` of each element of `x` and the number of a reduction that meets it.
@inline(__always)
func combine(
  _ x: Tensor, over axes: [Int], _ numbers: [Double],
  _ combine: @Sendable (Double, Double) -> Double
) -> Tensor {
  Networks.combine(x, over: axes, numbers, numbers) { x, number, _ in combine(x, number) }
}

extension Tensor {
  /// A tensor from numbers in memory order.
  init(_ shape: Shape, memoryOrder numbers: [Double]) {
    self.init(shape) { memory in
      for index in numbers.indices { memory[index] = Float(numbers[index]) }
    }
  }

  /// The numbers in memory order.
  var memoryNumbers: [Double] { withElements { $0.map(Double.init) } }
}
