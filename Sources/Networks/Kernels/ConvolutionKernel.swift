internal import Tensors

/// Convolution as matrix products over blocks of output positions.
///
/// Positions are counted over the whole batch. The size of a block depends on the layer's shape
/// only, so the sums, and their last bits, are the same for any number of threads.
struct ConvolutionKernel {
  let patches: Im2col
  let batch: Int
  let groups: Int
  let outputChannels: Int
  /// Whether input positions are output positions, so that the input itself is the matrix.
  let isPointwise: Bool

  init(input: Shape, output: Shape, window: Window, groups: Int) {
    patches = Im2col(
      window: window, input: input.extent, output: output.extent, inputChannels: input.channels,
      groupChannels: input.channels / groups)
    batch = input.batch
    self.groups = groups
    outputChannels = output.channels
    isPointwise = window.isPointwise
  }

  private var positions: Int { batch * patches.output.area }
  private var groupOutputs: Int { outputChannels / groups }

  /// Positions in a block: as many as keep its patches near 1 MB, and enough to repay packing
  /// the weights for the product.
  private var blockSize: Int { max(256, (1 << 18) / max(patches.depth, 1)) }

  /// Output channels in a block: all of a group, unless there are too few blocks of positions
  /// to occupy several threads.
  private var channelBlockSize: Int {
    positions > 2 * blockSize ? groupOutputs : max(64, (groupOutputs + 3) / 4)
  }

  /// The output `[N, O, H′, W′]` for an input `[N, I, H, W]` and a weight `[O, I/groups, h, w]`.
  func forward(_ input: Tensor, weight: Tensor, bias: Tensor?) -> Tensor {
    let bias = bias?.logicalElements
    return Tensor.write([batch, outputChannels, patches.output.height, patches.output.width]) {
      output in
      input.withPointer { input in
        weight.withPointer { weight in
          nonisolated(unsafe) let (input, weight, output) = (input, weight, output)
          let channelBlocks = (groupOutputs + channelBlockSize - 1) / channelBlockSize
          let blocks = (positions + blockSize - 1) / blockSize
          ParallelLoop.run(groups * channelBlocks * blocks) { task in
            let (block, rest) = task.quotientAndRemainder(dividingBy: groups * channelBlocks)
            let (group, channelBlock) = rest.quotientAndRemainder(dividingBy: channelBlocks)
            let range = block * blockSize..<min(positions, (block + 1) * blockSize)
            let first = group * groupOutputs + channelBlock * channelBlockSize
            let count = min(channelBlockSize, (group + 1) * groupOutputs - first)
            let destination = output + range.lowerBound * outputChannels + first
            if let bias {
              for row in range {
                for channel in 0..<count {
                  destination[(row - range.lowerBound) * outputChannels + channel] =
                    bias[first + channel]
                }
              }
            }
            withPatches(range, group: group, of: input) { patches, stride in
              multiply(
                MatrixView(patches, rowStride: stride),
                MatrixView(
                  weight + first * self.patches.depth, rowStride: self.patches.depth,
                  transposed: true),
                into: destination, rowStride: outputChannels, rows: range.count,
                columns: count, depth: self.patches.depth, beta: bias == nil ? 0 : 1)
            }
          }
        }
      }
    }
  }

  /// The gradient for the input.
  ///
  /// Patches overlap, so a sample is one thread's work.
  func inputGradient(_ cotangent: Tensor, weight: Tensor) -> Tensor {
    Tensor.write([batch, patches.inputChannels, patches.input.height, patches.input.width]) {
      result in
      result.initialize(
        repeating: 0, count: batch * patches.inputChannels * patches.input.area)
      cotangent.withPointer { cotangent in
        weight.withPointer { weight in
          nonisolated(unsafe) let (cotangent, weight, result) = (cotangent, weight, result)
          let area = patches.output.area
          ParallelLoop.run(batch) { sample in
            for group in 0..<groups {
              for start in stride(from: sample * area, to: (sample + 1) * area, by: blockSize) {
                let range = start..<min((sample + 1) * area, start + blockSize)
                withUnsafeTemporaryAllocation(
                  of: Float.self, capacity: range.count * patches.depth
                ) { columns in
                  guard let columns = columns.baseAddress else { return }
                  multiply(
                    MatrixView(
                      cotangent + range.lowerBound * outputChannels + group * groupOutputs,
                      rowStride: outputChannels),
                    MatrixView(
                      weight + group * groupOutputs * patches.depth, rowStride: patches.depth),
                    into: columns, rowStride: patches.depth, rows: range.count,
                    columns: patches.depth, depth: groupOutputs)
                  patches.scatter(range, group: group, from: columns, addingTo: result)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The gradient for the weight, `[O, I/groups, h, w]`.
  ///
  /// The positions are cut into at most eight shares whose sums are added in order.
  func weightGradient(_ cotangent: Tensor, input: Tensor, shape: Shape) -> Tensor {
    let blocks = (positions + blockSize - 1) / blockSize
    let shares = min(8, blocks)
    let sums = Tensor.write(Shape([shares] + shape.dimensions.prefix(1) + [patches.depth])) {
      sums in
      cotangent.withPointer { cotangent in
        input.withPointer { input in
          nonisolated(unsafe) let (cotangent, input, sums) = (cotangent, input, sums)
          ParallelLoop.run(shares) { share in
            let destination = sums + share * outputChannels * patches.depth
            for block in blocks * share / shares..<blocks * (share + 1) / shares {
              let range = block * blockSize..<min(positions, (block + 1) * blockSize)
              let isFirst = block == blocks * share / shares
              for group in 0..<groups {
                withPatches(range, group: group, of: input) { patches, stride in
                  multiply(
                    MatrixView(
                      cotangent + range.lowerBound * outputChannels + group * groupOutputs,
                      rowStride: outputChannels, transposed: true),
                    MatrixView(patches, rowStride: stride),
                    into: destination + group * groupOutputs * self.patches.depth,
                    rowStride: self.patches.depth, rows: groupOutputs,
                    columns: self.patches.depth, depth: range.count, beta: isFirst ? 0 : 1)
                }
              }
            }
          }
        }
      }
    }
    var total = sums.samples(0..<1)
    for share in 1..<max(shares, 1) { total += sums.samples(share..<share + 1) }
    return Tensor(shape) { memory in
      total.withElements { _ = memory.initialize(from: $0) }
    }
  }

  /// Calls `body` with the patches of `range`: the input itself where that is the same.
  @inline(__always)
  private func withPatches(
    _ range: Range<Int>, group: Int, of input: UnsafePointer<Float>,
    _ body: (UnsafePointer<Float>, _ rowStride: Int) -> Void
  ) {
    if isPointwise {
      let offset = range.lowerBound * patches.inputChannels + group * patches.groupChannels
      body(input + offset, patches.inputChannels)
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * patches.depth) {
      guard let columns = $0.baseAddress else { return }
      patches.gather(range, group: group, from: input, into: columns)
      body(columns, patches.depth)
    }
  }
}
