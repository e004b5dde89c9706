internal import Tensors

/// A tensor seen as rows of channels: the way `[N, C]` and channels-last `[N, C, H, W]` lie in
/// memory.
struct ChannelRows {
  let rows: Int
  let channels: Int

  init(_ shape: Shape) {
    channels = shape.channels
    rows = channels == 0 ? 0 : shape.count / channels
  }

  /// Rows per parallel block: about 32 k elements, whatever the number of threads.
  var blockSize: Int { max(1, (1 << 15) / max(channels, 1)) }
}

/// `x · scale[c] + shift[c]` for each channel `c`.
func scaleChannels(_ x: Tensor, by scale: [Float], shift: [Float]) -> Tensor {
  let layout = ChannelRows(x.shape)
  return Tensor(x.shape) { output in
    x.withElements { input in
      nonisolated(unsafe) let (input, output) = (input, output)
      ParallelLoop.run(layout.rows, inBlocksOf: layout.blockSize) { rows in
        scale.withUnsafeBufferPointer { scale in
          shift.withUnsafeBufferPointer { shift in
            for row in rows {
              let offset = row * layout.channels
              for channel in 0..<layout.channels {
                output[offset + channel] = input[offset + channel] * scale[channel] + shift[channel]
              }
            }
          }
        }
      }
    }
  }
}

/// `x · a[c] + y · b[c] + shift[c]` for each channel `c`.
func combineChannels(
  _ x: Tensor, by a: [Float], _ y: Tensor, by b: [Float], shift: [Float]
) -> Tensor {
  let layout = ChannelRows(x.shape)
  return Tensor(x.shape) { output in
    x.withElements { left in
      y.withElements { right in
        nonisolated(unsafe) let (left, right, output) = (left, right, output)
        ParallelLoop.run(layout.rows, inBlocksOf: layout.blockSize) { rows in
          a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
              shift.withUnsafeBufferPointer { shift in
                for row in rows {
                  let offset = row * layout.channels
                  for channel in 0..<layout.channels {
                    let index = offset + channel
                    output[index] =
                      left[index] * a[channel] + right[index] * b[channel] + shift[channel]
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

/// For each channel, the sums over all rows of `x` and of `x · y`.
///
/// Rows are summed in Float within short fixed blocks and the blocks in Double, so the sums are
/// accurate and do not depend on the number of threads.
func sumChannels(_ x: Tensor, times y: Tensor) -> (sums: [Double], products: [Double]) {
  let layout = ChannelRows(x.shape)
  let channels = layout.channels
  let blockRows = 64
  let groups = (layout.rows + layout.blockSize - 1) / layout.blockSize
  var partial = [Double](repeating: 0, count: groups * 2 * channels)
  partial.withUnsafeMutableBufferPointer { partial in
    x.withElements { left in
      y.withElements { right in
        nonisolated(unsafe) let (left, right, partial) = (left, right, partial)
        ParallelLoop.run(groups) { group in
          withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * channels) { block in
            let end = min(layout.rows, (group + 1) * layout.blockSize)
            var row = group * layout.blockSize
            while row < end {
              block.initialize(repeating: 0)
              for row in row..<min(end, row + blockRows) {
                let offset = row * channels
                for channel in 0..<channels {
                  let value = left[offset + channel]
                  block[channel] += value
                  block[channels + channel] += value * right[offset + channel]
                }
              }
              for index in 0..<2 * channels {
                partial[group * 2 * channels + index] += Double(block[index])
              }
              row += blockRows
            }
          }
        }
      }
    }
  }
  var totals = [Double](repeating: 0, count: 2 * channels)
  for group in 0..<groups {
    for index in 0..<2 * channels { totals[index] += partial[group * 2 * channels + index] }
  }
  return (Array(totals[..<channels]), Array(totals[channels...]))
}

/// For each channel, the mean over all rows and the mean squared distance from it.
///
/// The squares are taken after a first estimate of the mean is removed, because the difference
/// of two large sums would lose the variance of a bright channel.
func channelMoments(_ x: Tensor) -> (mean: [Double], variance: [Double]) {
  let rows = Double(ChannelRows(x.shape).rows)
  let estimate = sumChannels(x, times: x).sums.map { Float($0 / rows) }
  let centred = scaleChannels(
    x, by: Array(repeating: 1, count: estimate.count), shift: estimate.map { -$0 })
  let (sums, squares) = sumChannels(centred, times: centred)
  let rest = sums.map { $0 / rows }
  return (
    zip(estimate, rest).map { Double($0) + $1 },
    zip(squares, rest).map { max(0, $0 / rows - $1 * $1) }
  )
}
