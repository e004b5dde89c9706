internal import Tensors

/// The gradients of a convolution as matrix products over blocks of output positions.
///
/// Positions are counted over the whole batch. The size of a block depends on the layer's shape
/// only, so the sums, and their last bits, are the same for any number of threads.
struct ConvolutionGradient {
  private let patches: Im2col
  private let batch: Int
  private let groups: Int
  private let outputChannels: Int
  private let groupChannels: Int
  /// Whether input positions are output positions, so that the input itself is the matrix.
  private let isPointwise: Bool

  init(input: Shape, output: Shape, window: Window, groups: Int) {
    patches = Im2col(
      window: window, input: input.extent, output: output.extent, inputChannels: input.channels)
    batch = input.batch
    self.groups = groups
    outputChannels = output.channels
    groupChannels = input.channels / groups
    isPointwise = window.isPointwise
  }

  private var positions: Int { batch * patches.output.area }
  private var groupOutputs: Int { outputChannels / groups }
  private var taps: Int { patches.window.kernel.area }
  private var depth: Int { taps * groupChannels }

  /// Positions in a block: as many as keep its patches near 1 MB, and enough to repay packing
  /// the weights for the product.
  private var blockSize: Int { max(256, (1 << 18) / max(depth, 1)) }

  /// The gradient for the input, plus `bias` for each of its channels.
  ///
  /// Patches overlap, so threads share samples and blocks of channels, not positions.
  func inputGradient(_ cotangent: Tensor, weight: Tensor, bias: Tensor? = nil) -> Tensor {
    let bias = bias?.logicalElements
    let cells = batch * patches.input.area
    return Tensor.write([batch, patches.inputChannels, patches.input.height, patches.input.width]) {
      result in
      result.initialize(repeating: 0, count: cells * patches.inputChannels)
      if let bias {
        for cell in 0..<cells {
          for channel in bias.indices { result[cell * bias.count + channel] = bias[channel] }
        }
      }
      cotangent.withPointer { cotangent in
        weight.withPointer { weight in
          nonisolated(unsafe) let (cotangent, weight, result) = (cotangent, weight, result)
          if isPointwise {
            forEachBlock(of: groupChannels) { range, group, channels in
              let first = group * groupChannels + channels.lowerBound
              addProduct(
                of: cotangent, range, group: group, with: weight + channels.lowerBound,
                to: result + range.lowerBound * patches.inputChannels + first,
                rowStride: patches.inputChannels, columns: channels.count, beta: 1)
            }
          } else {
            forEachSample(of: groupChannels) { sample, group, channels in
              scatterPatches(
                of: sample, group: group, channels, cotangent: cotangent, weight: weight,
                to: result)
            }
          }
        }
      }
    }
  }

  /// Adds, for all positions of a sample, what some channels of the input get from a group.
  private func scatterPatches(
    of sample: Int, group: Int, _ channels: Range<Int>, cotangent: UnsafePointer<Float>,
    weight: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>
  ) {
    let area = patches.output.area
    // All channels of a group are adjacent for all taps; a part of them only within a tap.
    let pieces = channels.count == groupChannels ? 1 : taps
    let width = taps * channels.count
    let first = group * groupChannels
    withUnsafeTemporaryAllocation(of: Float.self, capacity: min(blockSize, area) * width) {
      guard let columns = $0.baseAddress else { return }
      for start in stride(from: sample * area, to: (sample + 1) * area, by: blockSize) {
        let range = start..<min((sample + 1) * area, start + blockSize)
        for piece in 0..<pieces {
          addProduct(
            of: cotangent, range, group: group,
            with: weight + piece * groupChannels + channels.lowerBound,
            to: columns + piece * channels.count, rowStride: width, columns: width / pieces,
            beta: 0)
        }
        patches.scatter(
          range, channels: first + channels.lowerBound..<first + channels.upperBound,
          from: columns, addingTo: result)
      }
    }
  }

  /// The product of a group's cotangent at some positions with `columns` columns of its weight.
  @inline(__always)
  private func addProduct(
    of cotangent: UnsafePointer<Float>, _ range: Range<Int>, group: Int,
    with weight: UnsafePointer<Float>, to result: UnsafeMutablePointer<Float>, rowStride: Int,
    columns: Int, beta: Float
  ) {
    multiply(
      MatrixView(
        cotangent + range.lowerBound * outputChannels + group * groupOutputs,
        rowStride: outputChannels),
      MatrixView(weight + group * groupOutputs * depth, rowStride: depth),
      into: result, rowStride: rowStride, rows: range.count, columns: columns,
      depth: groupOutputs, beta: beta)
  }

  /// The gradient for the weight, `[O, I/groups, h, w]`.
  ///
  /// The positions are cut into at most eight shares whose sums are added in order.
  func weightGradient(_ cotangent: Tensor, input: Tensor, shape: Shape) -> Tensor {
    let blocks = (positions + blockSize - 1) / blockSize
    let shares = min(8, blocks)
    let sums = Tensor.write(Shape([shares] + shape.dimensions.prefix(1) + [depth])) { sums in
      cotangent.withPointer { cotangent in
        input.withPointer { input in
          nonisolated(unsafe) let (cotangent, input, sums) = (cotangent, input, sums)
          ParallelLoop.run(shares) { share in
            let destination = sums + share * outputChannels * depth
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
                    into: destination + group * groupOutputs * depth, rowStride: depth,
                    rows: groupOutputs, columns: depth, depth: range.count,
                    beta: isFirst ? 0 : 1)
                }
              }
            }
          }
        }
      }
    }
    var total = sums.samples(0..<1)
    for share in 1..<shares { total += sums.samples(share..<share + 1) }
    return Tensor(shape) { memory in
      total.withElements { _ = memory.initialize(from: $0) }
    }
  }

  /// Calls `body` in parallel with blocks of positions, and a group's channels in blocks: all of
  /// them, unless there are too few blocks of positions to occupy several threads.
  private func forEachBlock(
    of channels: Int, _ body: @Sendable (Range<Int>, _ group: Int, Range<Int>) -> Void
  ) {
    let size = positions > 2 * blockSize ? channels : max(64, (channels + 3) / 4)
    let blocks = (positions + blockSize - 1) / blockSize
    forEachChannelBlock(of: channels, size: size, times: blocks) { block, group, channels in
      body(block * blockSize..<min(positions, (block + 1) * blockSize), group, channels)
    }
  }

  /// Calls `body` in parallel with samples and a group's channels in blocks: all of them, unless
  /// there are too few samples and groups to occupy several threads.
  private func forEachSample(
    of channels: Int, _ body: @Sendable (_ sample: Int, _ group: Int, Range<Int>) -> Void
  ) {
    let size = batch * groups >= 4 ? channels : max(32, (channels + 3) / 4)
    forEachChannelBlock(of: channels, size: size, times: batch, body)
  }

  private func forEachChannelBlock(
    of channels: Int, size: Int, times count: Int,
    _ body: @Sendable (Int, _ group: Int, Range<Int>) -> Void
  ) {
    let blocks = (channels + size - 1) / max(size, 1)
    ParallelLoop.run(count * groups * blocks) { task in
      let (index, rest) = task.quotientAndRemainder(dividingBy: groups * blocks)
      let (group, block) = rest.quotientAndRemainder(dividingBy: blocks)
      body(index, group, block * size..<min(channels, (block + 1) * size))
    }
  }

  /// Calls `body` with the patches of `range`: the input itself where that is the same.
  @inline(__always)
  private func withPatches(
    _ range: Range<Int>, group: Int, of input: UnsafePointer<Float>,
    _ body: (UnsafePointer<Float>, _ rowStride: Int) -> Void
  ) {
    let channels = group * groupChannels..<(group + 1) * groupChannels
    if isPointwise {
      let offset = range.lowerBound * patches.inputChannels + channels.lowerBound
      body(input + offset, patches.inputChannels)
      return
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * depth) {
      guard let columns = $0.baseAddress else { return }
      patches.gather(range, channels: channels, from: input, into: columns)
      body(columns, depth)
    }
  }
}
