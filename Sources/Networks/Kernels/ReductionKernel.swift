internal import Tensors

/// The elements of `x` along `axes` folded into one number for each place on the other axes.
///
/// Long folds are cut into fixed parts, which are merged in order, so the result does not depend
/// on the number of threads.
///
/// - Returns: The results in the memory order of `x.shape.reduced(over: axes)`.
func reduce<Folding: Fold>(_ x: Tensor, over axes: [Int], by fold: Folding.Type) -> [Double] {
  guard let split = AxisSplit(x.shape, axes) else {
    let matrix = gatherRows(x, axes)
    return reduce(matrix, AxisSplit(rows: matrix.shape), by: fold)
  }
  return reduce(x, split, by: fold)
}

/// Elements per parallel block of a reduction.
private let blockSize = 1 << 15

private func reduce<Folding: Fold>(
  _ x: Tensor, _ split: AxisSplit, by fold: Folding.Type
) -> [Double] {
  let (reduced, inner) = (split.reduced, split.inner)
  let partSize = max(64, blockSize / max(inner, 1))
  let parts = max(1, (reduced + partSize - 1) / partSize)
  var folds = [Double](repeating: Folding.initial, count: split.outer * parts * inner)
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
            folds[task] = Folding.fold(
              UnsafeBufferPointer(rebasing: x[start..<start + rows.count]))
          } else {
            let fold = UnsafeMutableBufferPointer(
              rebasing: folds[task * inner..<(task + 1) * inner])
            for row in 0..<rows.count {
              let x = UnsafeBufferPointer(rebasing: x[(start + row * inner)...].prefix(inner))
              for index in 0..<inner { fold[index] = Folding.step(fold[index], Double(x[index])) }
            }
          }
        }
      }
    }
  }
  guard parts > 1 else { return folds }
  var result = [Double](repeating: Folding.initial, count: split.outer * inner)
  for task in 0..<split.outer * parts {
    for index in 0..<inner {
      let place = task / parts * inner + index
      result[place] = Folding.merge(result[place], folds[task * inner + index])
    }
  }
  return result
}

extension Fold {
  /// Four folds side by side, because one alone would wait for itself at every step.
  fileprivate static func fold(_ x: UnsafeBufferPointer<Float>) -> Double {
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
