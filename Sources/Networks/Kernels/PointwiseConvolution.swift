internal import Tensors

/// A 1×1 convolution of stride 1: one matrix product over all pixels, without a copy.
struct PointwiseConvolution: PatchKernel {
  private let weight: PackedMatrix
  private let epilogue: Epilogue
  /// Scales the input first.
  private var scaling: ChannelScaling?

  init(weight: PackedMatrix, epilogue: Epilogue) {
    self.weight = weight
    self.epilogue = epilogue
  }

  /// The same convolution of what `scaling` makes of its input.
  func scalingInput(by scaling: ChannelScaling) -> PointwiseConvolution {
    var result = self
    result.scaling = scaling
    return result
  }

  var reach: Reach { .pointwise }

  func run(_ inputs: [Patches], into output: Patches) {
    let input = inputs[0]
    let residual = epilogue.addsResidual ? inputs[inputs.count - 1] : nil
    let pixels = output.pixelCount
    let blocks = ProductBlocks(rows: pixels, columns: weight.columns, depth: weight.depth)
    blocks.run { rows, columns in
      withRows(rows, of: input) { a, rowStride in
        weight.multiply(
          a, rowStride: rowStride, rows: rows.count, columns: columns,
          into: output.start + rows.lowerBound * output.stride + columns.lowerBound,
          rowStride: output.stride,
          residual: residual.map {
            (UnsafePointer($0.start + rows.lowerBound * $0.stride + columns.lowerBound), $0.stride)
          },
          bounds: epilogue)
      }
    }
  }

  /// Calls `body` with some pixels, scaled if need be in memory of their own.
  private func withRows(
    _ rows: Range<Int>, of input: Patches, _ body: (UnsafePointer<Float>, Int) -> Void
  ) {
    guard let scaling else {
      body(input.start + rows.lowerBound * input.stride, input.stride)
      return
    }
    let scaled = TensorStorage(count: rows.count * input.channels)
    scaling.scale(input, pixels: rows, into: scaled.start, stride: input.channels)
    body(scaled.start, input.channels)
    withExtendedLifetime(scaled) {}
  }
}

/// A matrix product cut into blocks that fit the cache and occupy all threads.
///
/// The sums do not depend on the cut, so it may depend on the number of threads.
struct ProductBlocks {
  /// Rows that are computed together.
  private static let groupSize = 6

  private let rows: Int
  private let columns: Int
  private let rowBlocks: Int
  private let columnBlocks: Int

  init(rows: Int, columns: Int, depth: Int) {
    self.rows = rows
    self.columns = columns
    let threads = ParallelLoop.threads
    if rows <= 96 {
      // Few rows: every thread takes them all and reads its own part of the weights, once.
      (rowBlocks, columnBlocks) = (1, threads)
      return
    }
    // A block of the left side of 128 kB stays in a second-level cache, with a panel of the right
    // side and the results beside it.
    let largest = max(24, (1 << 15) / max(depth, 1))
    let blocks = (rows + largest - 1) / largest
    // As many for each thread as for the others.
    rowBlocks = (blocks + threads - 1) / threads * threads
    columnBlocks = 1
  }

  /// Calls `body` in parallel with every block.
  func run(_ body: @Sendable (_ rows: Range<Int>, _ columns: Range<Int>) -> Void) {
    ParallelLoop.run(rowBlocks * columnBlocks) { task in
      let (row, column) = task.quotientAndRemainder(dividingBy: columnBlocks)
      let rows = Self.part(row, of: rowBlocks, of: rows, by: Self.groupSize)
      let columns = Self.part(column, of: columnBlocks, of: columns, by: PackedMatrix.panelWidth)
      if !rows.isEmpty && !columns.isEmpty { body(rows, columns) }
    }
  }

  /// Of `count` things in groups of `size` the part with the index `index`; parts differ by one
  /// group at most.
  private static func part(_ index: Int, of parts: Int, of count: Int, by size: Int) -> Range<Int> {
    let groups = (count + size - 1) / size
    func start(_ index: Int) -> Int { min(count, index * groups / parts * size) }
    return start(index)..<start(index + 1)
  }
}
