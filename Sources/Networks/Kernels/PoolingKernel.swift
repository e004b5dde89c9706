internal import Tensors

/// Which inputs each output cell of a pooling reads, and the loops over them in channels-last
/// memory.
struct PoolingKernel {
  /// What the sum of a cell's inputs is divided by.
  enum Divisor {
    /// The same for every cell.
    case constant(Int)
    /// The number of inputs that the cell reads.
    case inputsRead
  }

  let input: Shape
  let output: Shape
  /// The input rows that an output row reads, and the same for columns.
  let rows: [StrideTo<Int>]
  let columns: [StrideTo<Int>]

  /// Pooling by a sliding window; taps in the padding are not read.
  ///
  /// - Precondition: The window fits.
  init(input: Shape, window: Window) {
    let extent = window.outputExtent(for: input.extent) ?? .square(0)
    self.input = input
    output = [input.batch, input.channels, extent.height, extent.width]
    func taps(_ taps: Range<Int>, origin: Int, dilation: Int) -> StrideTo<Int> {
      stride(
        from: origin + taps.lowerBound * dilation, to: origin + taps.upperBound * dilation,
        by: dilation)
    }
    rows = (0..<output.extent.height).map {
      taps(
        window.taps(row: $0, column: 0, in: input.extent).rows,
        origin: $0 * window.stride.height - window.padding.height,
        dilation: window.dilation.height)
    }
    columns = (0..<output.extent.width).map {
      taps(
        window.taps(row: 0, column: $0, in: input.extent).columns,
        origin: $0 * window.stride.width - window.padding.width,
        dilation: window.dilation.width)
    }
  }

  /// Adaptive pooling: output `i` of `n` reads `⌊i·size/n⌋ ..< ⌈(i+1)·size/n⌉`.
  init(input: Shape, adaptingTo extent: Extent) {
    self.input = input
    output = [input.batch, input.channels, extent.height, extent.width]
    func shares(_ size: Int, _ count: Int) -> [StrideTo<Int>] {
      (0..<count).map {
        stride(from: $0 * size / count, to: (($0 + 1) * size + count - 1) / count, by: 1)
      }
    }
    rows = shares(input.extent.height, output.extent.height)
    columns = shares(input.extent.width, output.extent.width)
  }

  /// The largest input of each cell; `-∞` where a cell reads none.
  func maximum(_ x: Tensor) -> Tensor {
    let channels = input.channels
    return Tensor(output) { result in
      result.initialize(repeating: -.infinity)
      x.withElements { x in
        nonisolated(unsafe) let (x, result) = (x, result)
        ParallelLoop.run(output.batch) { sample in
          forEachTap(of: sample) { cell, tap, _ in
            for channel in 0..<channels {
              let value = x[tap + channel]
              // A NaN is let in and stays, as in PyTorch.
              if value > result[cell + channel] || value.isNaN { result[cell + channel] = value }
            }
          }
        }
      }
    }
  }

  /// The cotangent of each cell given to the first of its inputs that equals the maximum.
  func maximumGradient(_ cotangent: Tensor, x: Tensor, maximum: Tensor) -> Tensor {
    let channels = input.channels
    return Tensor(input) { result in
      result.initialize(repeating: 0)
      x.withElements { x in
        maximum.withElements { maximum in
          cotangent.withElements { cotangent in
            nonisolated(unsafe) let (x, maximum, cotangent, result) =
              (x, maximum, cotangent, result)
            ParallelLoop.run(output.batch) { sample in
              withUnsafeTemporaryAllocation(of: Bool.self, capacity: channels) { isGiven in
                forEachTap(of: sample) { cell, tap, isFirst in
                  if isFirst { isGiven.initialize(repeating: false) }
                  for channel in 0..<channels
                  where !isGiven[channel] && x[tap + channel] == maximum[cell + channel] {
                    isGiven[channel] = true
                    result[tap + channel] += cotangent[cell + channel]
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The sum of each cell's inputs over the divisor.
  func average(_ x: Tensor, dividingBy divisor: Divisor) -> Tensor {
    let channels = input.channels
    return Tensor(output) { result in
      result.initialize(repeating: 0)
      x.withElements { x in
        nonisolated(unsafe) let (x, result) = (x, result)
        ParallelLoop.run(output.batch) { sample in
          forEachTap(of: sample) { cell, tap, _ in
            for channel in 0..<channels { result[cell + channel] += x[tap + channel] }
          }
          forEachCell(of: sample) { cell, _, _, read in
            let factor = 1 / divisor.value(reading: read)
            for channel in 0..<channels { result[cell + channel] *= factor }
          }
        }
      }
    }
  }

  /// The cotangent of each cell spread evenly over its inputs.
  func averageGradient(_ cotangent: Tensor, dividingBy divisor: Divisor) -> Tensor {
    let channels = input.channels
    return Tensor(input) { result in
      result.initialize(repeating: 0)
      cotangent.withElements { cotangent in
        nonisolated(unsafe) let (cotangent, result) = (cotangent, result)
        ParallelLoop.run(output.batch) { sample in
          forEachCell(of: sample) { cell, row, column, read in
            let factor = 1 / divisor.value(reading: read)
            forEachTap(of: sample, row: row, column: column) { tap, _ in
              for channel in 0..<channels {
                result[tap + channel] += cotangent[cell + channel] * factor
              }
            }
          }
        }
      }
    }
  }

  /// Calls `visit` with the memory offset of each output cell of a sample, its row and column,
  /// and how many inputs it reads.
  @inline(__always)
  private func forEachCell(of sample: Int, _ visit: (Int, Int, Int, Int) -> Void) {
    for (row, sourceRows) in rows.enumerated() {
      for (column, sourceColumns) in columns.enumerated() {
        let cell = (sample * rows.count + row) * columns.count + column
        visit(
          cell * output.channels, row, column,
          sourceRows.underestimatedCount * sourceColumns.underestimatedCount)
      }
    }
  }

  /// Calls `visit` with the memory offset of each input that an output cell reads, and whether
  /// it is the first.
  @inline(__always)
  private func forEachTap(of sample: Int, row: Int, column: Int, _ visit: (Int, Bool) -> Void) {
    var isFirst = true
    for y in rows[row] {
      for x in columns[column] {
        let tap = (sample * input.extent.height + y) * input.extent.width + x
        visit(tap * input.channels, isFirst)
        isFirst = false
      }
    }
  }

  /// The same for every output cell of a sample, with the cell's offset.
  @inline(__always)
  private func forEachTap(of sample: Int, _ visit: (Int, Int, Bool) -> Void) {
    forEachCell(of: sample) { cell, row, column, _ in
      forEachTap(of: sample, row: row, column: column) { tap, isFirst in
        visit(cell, tap, isFirst)
      }
    }
  }
}

extension PoolingKernel.Divisor {
  /// The divisor of a cell that reads `count` inputs.
  fileprivate func value(reading count: Int) -> Float {
    switch self {
    case .constant(let divisor): Float(divisor)
    case .inputsRead: Float(max(count, 1))
    }
  }
}
