internal import Tensors

/// The tensors side by side along the channel axis.
func concatenateChannels(_ parts: [Tensor], shape: Shape) -> Tensor {
  let channels = shape.channels
  let rows = ChannelRows(shape).rows
  return Tensor(shape) { result in
    var first = 0
    for part in parts {
      let width = part.shape.channels
      part.withElements { part in
        nonisolated(unsafe) let (part, result) = (part, result)
        let start = first
        ParallelLoop.run(rows, inBlocksOf: max(1, (1 << 15) / max(width, 1))) { block in
          for row in block {
            for channel in 0..<width {
              result[row * channels + start + channel] = part[row * width + channel]
            }
          }
        }
      }
      first += width
    }
  }
}

/// The channels `range` of `x`.
func sliceChannels(_ x: Tensor, _ range: Range<Int>) -> Tensor {
  let channels = x.shape.channels
  var dimensions = x.shape.dimensions
  dimensions[1] = range.count
  let rows = ChannelRows(x.shape).rows
  return Tensor(Shape(dimensions)) { result in
    x.withElements { x in
      for row in 0..<rows {
        for channel in 0..<range.count {
          result[row * range.count + channel] = x[row * channels + range.lowerBound + channel]
        }
      }
    }
  }
}
