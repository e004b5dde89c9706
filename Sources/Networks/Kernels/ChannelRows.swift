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
              ChannelLanes.forEach(in: 0..<layout.channels) { channel, count in
                let scaled =
                  input.lanes(at: offset + channel, count: count)
                  * scale.lanes(at: channel, count: count)
                output.store(
                  scaled + shift.lanes(at: channel, count: count), at: offset + channel,
                  count: count)
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
                  ChannelLanes.forEach(in: 0..<layout.channels) { channel, count in
                    let index = offset + channel
                    let sum =
                      left.lanes(at: index, count: count) * a.lanes(at: channel, count: count)
                      + right.lanes(at: index, count: count) * b.lanes(at: channel, count: count)
                    output.store(
                      sum + shift.lanes(at: channel, count: count), at: index, count: count)
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
func sumChannels(_ x: Tensor, times y: Tensor) -> (sums: [Double], products: [Double]) {
  x.withElements { left in
    y.withElements { right in
      nonisolated(unsafe) let (left, right) = (left, right)
      return sumRows(of: ChannelRows(x.shape)) { group in
        group.add { index, _, count in
          let value = left.lanes(at: index, count: count)
          return (value, value * right.lanes(at: index, count: count))
        }
      }
    }
  }
}

/// For each channel, the sum over all rows.
func sumChannels(_ x: Tensor) -> [Double] {
  let layout = ChannelRows(x.shape)
  return x.withElements { x in
    nonisolated(unsafe) let x = x
    return sumRows(of: layout) { group in
      group.add { index, _, count in (x.lanes(at: index, count: count), .zero) }
    }.sums
  }
}

/// For each channel, the mean over all rows and the mean squared distance from it.
///
/// The squares are taken after a first estimate of the mean is removed, because the difference
/// of two large sums would lose the variance of a bright channel.
func channelMoments(_ x: Tensor) -> (mean: [Double], variance: [Double]) {
  let layout = ChannelRows(x.shape)
  let rows = Double(layout.rows)
  let estimate = sumChannels(x).map { Float($0 / rows) }
  let (sums, squares) = x.withElements { x in
    estimate.withUnsafeBufferPointer { estimate in
      nonisolated(unsafe) let (x, estimate) = (x, estimate)
      return sumRows(of: layout) { group in
        group.add { index, channel, count in
          let centred =
            x.lanes(at: index, count: count) - estimate.lanes(at: channel, count: count)
          return (centred, centred * centred)
        }
      }
    }
  }
  let rest = sums.map { $0 / rows }
  return (
    zip(estimate, rest).map { Double($0) + $1 },
    zip(squares, rest).map { max(0, $0 / rows - $1 * $1) }
  )
}

/// For each channel, the sums over all rows of two terms, which `sum` adds up for a group of rows.
///
/// Rows are summed in Float within short fixed blocks and the blocks in Double, so the sums are
/// accurate and do not depend on the number of threads.
private func sumRows(
  of layout: ChannelRows, _ sum: @Sendable (RowGroup) -> Void
) -> (sums: [Double], products: [Double]) {
  let channels = layout.channels
  let groups = (layout.rows + layout.blockSize - 1) / layout.blockSize
  var partial = [Double](repeating: 0, count: groups * 2 * channels)
  partial.withUnsafeMutableBufferPointer { partial in
    nonisolated(unsafe) let partial = partial
    ParallelLoop.run(groups) { group in
      let start = group * layout.blockSize
      sum(
        RowGroup(
          rows: start..<min(layout.rows, start + layout.blockSize), channels: channels,
          sums: partial, place: group * 2 * channels))
    }
  }
  var totals = [Double](repeating: 0, count: 2 * channels)
  for group in 0..<groups {
    for index in 0..<2 * channels { totals[index] += partial[group * 2 * channels + index] }
  }
  return (Array(totals[..<channels]), Array(totals[channels...]))
}

/// Rows that are added up by one thread.
private struct RowGroup {
  let rows: Range<Int>
  let channels: Int
  /// Where the sums of all groups lie; of this one the first terms' from `place` on, and then the
  /// second terms'.
  let sums: UnsafeMutableBufferPointer<Double>
  let place: Int

  /// Adds up two terms, given by the index of a row's first of up to eight channels in memory, its
  /// number and how many they are.
  @inline(__always)
  func add(
    _ terms: (_ index: Int, _ channel: Int, _ count: Int) -> (SIMD8<Float>, SIMD8<Float>)
  ) {
    let blockRows = 64
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: blockRows) {
      ChannelLanes.forEach(in: 0..<channels) { channel, count in
        var (sum, product) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for row in start..<min(rows.upperBound, start + blockRows) {
          let (first, second) = terms(row * channels + channel, channel, count)
          sum += first
          product += second
        }
        for lane in 0..<count {
          sums[place + channel + lane] += Double(sum[lane])
          sums[place + channels + channel + lane] += Double(product[lane])
        }
      }
    }
  }
}
