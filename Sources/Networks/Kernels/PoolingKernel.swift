internal import Tensors

/// Which inputs each output cell of a pooling reads, and the loops over them in channels-last
/// memory.
struct PoolingKernel {
  let input: Shape
  let output: Shape
  /// The cells that a row of outputs reads, and the same for a column.
  private let rows: [Taps]
  private let columns: [Taps]

  /// What an output reads in one direction.
  private struct Taps {
    /// The inputs.
    let inputs: StrideTo<Int>
    /// How many inputs, and perhaps cells of padding, share the mean.
    let divisor: Int
  }

  /// Pooling by a sliding window; taps in the padding are not read.
  ///
  /// - Parameter countsPadding: Whether the divisor of a mean counts taps in the padding.
  /// - Precondition: The window fits.
  init(input: Shape, window: Window, countsPadding: Bool = false) {
    let extent = window.outputExtent(for: input.extent) ?? .square(0)
    self.input = input
    output = [input.batch, input.channels, extent.height, extent.width]
    func taps(_ axis: WindowAxis, size: Int, count: Int) -> [Taps] {
      (0..<count).map {
        let inputs = axis.taps(of: $0, in: size)
        let divisor =
          countsPadding ? axis.paddedTapCount(of: $0, in: size) : inputs.underestimatedCount
        return Taps(inputs: inputs, divisor: divisor)
      }
    }
    rows = taps(window.rows, size: input.extent.height, count: extent.height)
    columns = taps(window.columns, size: input.extent.width, count: extent.width)
  }

  /// Adaptive pooling: output `i` of `n` reads `⌊i·size/n⌋ ..< ⌈(i+1)·size/n⌉`.
  init(input: Shape, adaptingTo extent: Extent) {
    self.input = input
    output = [input.batch, input.channels, extent.height, extent.width]
    func shares(_ size: Int, _ count: Int) -> [Taps] {
      (0..<count).map {
        let (first, end) = ($0 * size / count, (($0 + 1) * size + count - 1) / count)
        return Taps(inputs: stride(from: first, to: end, by: 1), divisor: end - first)
      }
    }
    rows = shares(input.extent.height, output.extent.height)
    columns = shares(input.extent.width, output.extent.width)
  }

  /// Where each cell's maximum lies: what `index` makes of a sample, a channel and a place in
  /// the plane; `-1` where a cell reads no input.
  ///
  /// Among equal maxima it is the first, among several NaN the last, as in PyTorch.
  func maximumIndices(
    _ x: Tensor, index: @Sendable (_ sample: Int, _ channel: Int, _ row: Int, _ column: Int) -> Int
  ) -> Tensor {
    let channels = input.channels
    return Tensor(output) { result in
      result.initialize(repeating: -1)
      x.withElements { x in
        nonisolated(unsafe) let (x, result) = (x, result)
        forEachRow { sample, row in
          withUnsafeTemporaryAllocation(of: Float.self, capacity: channels) { maximum in
            forEachTap(of: sample, row: row) { cell, tap, isFirst in
              let (tapRow, tapColumn) = (tap / channels % input.extent.area)
                .quotientAndRemainder(dividingBy: input.extent.width)
              for channel in 0..<channels {
                let value = x[tap + channel]
                guard isFirst || value > maximum[channel] || value.isNaN else { continue }
                maximum[channel] = value
                result[cell + channel] = Float(index(sample, channel, tapRow, tapColumn))
              }
            }
          }
        }
      }
    }
  }

  /// The cotangent of each cell given to the first of its inputs that equals the maximum.
  func maximumGradient(_ cotangent: Tensor, x: Tensor, maximum: Tensor) -> Tensor {
    Tensor(input) { result in
      result.initialize(repeating: 0)
      x.withElements { x in
        maximum.withElements { maximum in
          cotangent.withElements { cotangent in
            nonisolated(unsafe) let (x, maximum, cotangent, result) =
              (x, maximum, cotangent, result)
            forEachChannelBlock { sample, block in
              for row in rows.indices {
                for column in columns.indices {
                  let cell = cell(sample, row, column)
                  ChannelLanes.forEach(in: block) { channel, count in
                    let greatest = maximum.lanes(at: cell + channel, count: count)
                    // What is left to give.
                    var given = cotangent.lanes(at: cell + channel, count: count)
                    forEachTap(of: sample, row: row, column: column) { tap, _ in
                      let index = tap + channel
                      let isFirst = x.lanes(at: index, count: count) .== greatest
                      let gift = SIMD8<Float>.zero.replacing(with: given, where: isFirst)
                      given.replace(with: 0, where: isFirst)
                      result.store(
                        result.lanes(at: index, count: count) + gift, at: index, count: count)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The sum of each cell's inputs over its divisor; 0 where a cell reads none.
  func average(_ x: Tensor) -> Tensor {
    let channels = input.channels
    return Tensor(output) { result in
      result.initialize(repeating: 0)
      x.withElements { x in
        nonisolated(unsafe) let (x, result) = (x, result)
        forEachRow { sample, row in
          forEachTap(of: sample, row: row) { cell, tap, _ in
            for channel in 0..<channels { result[cell + channel] += x[tap + channel] }
          }
          for column in columns.indices {
            let cell = cell(sample, row, column)
            let factor = factor(row, column)
            for channel in 0..<channels { result[cell + channel] *= factor }
          }
        }
      }
    }
  }

  /// The cotangent of each cell spread evenly over its inputs.
  func averageGradient(_ cotangent: Tensor) -> Tensor {
    Tensor(input) { result in
      result.initialize(repeating: 0)
      cotangent.withElements { cotangent in
        nonisolated(unsafe) let (cotangent, result) = (cotangent, result)
        forEachChannelBlock { sample, block in
          for row in rows.indices {
            for column in columns.indices {
              let cell = cell(sample, row, column)
              let factor = factor(row, column)
              forEachTap(of: sample, row: row, column: column) { tap, _ in
                for channel in block {
                  result[tap + channel] += cotangent[cell + channel] * factor
                }
              }
            }
          }
        }
      }
    }
  }

  /// Calls `body` in parallel with each row of outputs.
  private func forEachRow(_ body: @Sendable (_ sample: Int, _ row: Int) -> Void) {
    guard input.channels > 0 else { return }
    ParallelLoop.run(output.batch * rows.count) { task in
      let (sample, row) = task.quotientAndRemainder(dividingBy: rows.count)
      body(sample, row)
    }
  }

  /// Calls `body` in parallel with blocks of a sample's channels: cells overlap, channels do not.
  private func forEachChannelBlock(
    _ body: @Sendable (_ sample: Int, _ channels: Range<Int>) -> Void
  ) {
    let size = 64
    let blocks = (input.channels + size - 1) / size
    ParallelLoop.run(output.batch * blocks) { task in
      let (sample, block) = task.quotientAndRemainder(dividingBy: blocks)
      body(sample, block * size..<min(input.channels, (block + 1) * size))
    }
  }

  /// The memory offset of an output cell.
  private func cell(_ sample: Int, _ row: Int, _ column: Int) -> Int {
    ((sample * rows.count + row) * columns.count + column) * output.channels
  }

  /// One over the divisor of a cell.
  private func factor(_ row: Int, _ column: Int) -> Float {
    let divisor = Double(rows[row].divisor) * Double(columns[column].divisor)
    return Float(1 / max(divisor, 1))
  }

  /// Calls `visit` with the memory offset of each input that an output cell reads, and whether
  /// it is the first.
  @inline(__always)
  private func forEachTap(of sample: Int, row: Int, column: Int, _ visit: (Int, Bool) -> Void) {
    var isFirst = true
    for y in rows[row].inputs {
      for x in columns[column].inputs {
        let tap = (sample * input.extent.height + y) * input.extent.width + x
        visit(tap * input.channels, isFirst)
        isFirst = false
      }
    }
  }

  /// The same for every output cell of a row, with the cell's offset.
  @inline(__always)
  private func forEachTap(of sample: Int, row: Int, _ visit: (Int, Int, Bool) -> Void) {
    for column in columns.indices {
      let cell = cell(sample, row, column)
      forEachTap(of: sample, row: row, column: column) { tap, isFirst in
        visit(cell, tap, isFirst)
      }
    }
  }
}
