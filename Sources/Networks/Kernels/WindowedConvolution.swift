internal import Tensors

/// A convolution by any window: the pixels that each output reads are copied into a row of a
/// matrix, block by block, and multiplied by the weights.
///
/// (Chellapilla, Puri & Simard, "High performance convolutional neural networks for document
/// processing", 2006.)
struct WindowedConvolution: PatchKernel {
  private let window: Window
  /// One matrix for each group of channels, `[taps · channels, outputs]`.
  private let weights: [PackedMatrix]
  /// Input channels of a group.
  private let groupChannels: Int
  private let epilogue: Epilogue

  init(window: Window, weights: [PackedMatrix], groupChannels: Int, epilogue: Epilogue) {
    self.window = window
    self.weights = weights
    self.groupChannels = groupChannels
    self.epilogue = epilogue
  }

  var reach: Reach { .window(window) }

  func run(_ inputs: [Patches], into output: Patches) {
    let rows = PatchRows(window: window, input: inputs[0], output: output)
    let residual = epilogue.addsResidual ? inputs[inputs.count - 1] : nil
    for (group, weight) in weights.enumerated() {
      let channels = group * groupChannels..<(group + 1) * groupChannels
      let first = group * weight.columns
      let blocks = ProductBlocks(
        rows: output.pixelCount, columns: weight.columns, depth: weight.depth)
      blocks.run { pixels, columns in
        let scratch = TensorStorage(count: pixels.count * weight.depth)
        rows.gather(pixels, channels: channels, into: scratch.start)
        let column = first + columns.lowerBound
        weight.multiply(
          scratch.start, rowStride: weight.depth, rows: pixels.count, columns: columns,
          into: output.start + pixels.lowerBound * output.stride + column,
          rowStride: output.stride,
          residual: residual.map {
            (UnsafePointer($0.start + pixels.lowerBound * $0.stride + column), $0.stride)
          },
          bounds: epilogue)
        withExtendedLifetime(scratch) {}
      }
    }
  }
}

/// For each output pixel of some patches the inputs in its window, as rows of a matrix.
private struct PatchRows: Sendable {
  private let window: Window
  private let input: Patches
  private let output: Patches

  init(window: Window, input: Patches, output: Patches) {
    self.window = window
    self.input = input
    self.output = output
  }

  /// Copies the rows of the output pixels `pixels`, counted over all patches.
  func gather(
    _ pixels: Range<Int>, channels: Range<Int>, into rows: UnsafeMutablePointer<Float>
  ) {
    let depth = window.kernel.area * channels.count
    var row = rows
    var patch = patch(of: pixels.lowerBound)
    var left = pixels
    while !left.isEmpty {
      let place = output.patches[patch]
      let inside = left.lowerBound - place.pixel
      let count = min(left.count, place.region.area - inside)
      if count > 0 {
        for index in inside..<inside + count {
          let (y, x) = index.quotientAndRemainder(dividingBy: place.region.columns.count)
          copy(
            patch, row: place.region.rows.lowerBound + y,
            column: place.region.columns.lowerBound + x, channels: channels, into: row)
          row += depth
        }
      }
      left = left.lowerBound + max(count, 0)..<left.upperBound
      patch += 1
    }
  }

  /// The last patch that begins at or before a pixel.
  private func patch(of pixel: Int) -> Int {
    var (low, high) = (0, output.patches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if output.patches[middle].pixel <= pixel { low = middle } else { high = middle }
    }
    return low
  }

  /// Copies what one output reads, `[kernel height, kernel width, channels]`.
  private func copy(
    _ patch: Int, row: Int, column: Int, channels: Range<Int>,
    into result: UnsafeMutablePointer<Float>
  ) {
    let region = input.region(patch)
    let top = row * window.stride.height - window.padding.top
    let left = column * window.stride.width - window.padding.left
    let (taps, width) = (window.kernel.width, channels.count)
    // The taps of a row are one run when nothing lies between them.
    let isDense =
      window.dilation.width == 1 && channels.count == input.channels
      && input.stride == input.channels
    var result = result
    for tapRow in 0..<window.kernel.height {
      let y = top + tapRow * window.dilation.height
      defer { result += taps * width }
      guard region.rows.contains(y) else {
        result.update(repeating: 0, count: taps * width)
        continue
      }
      if isDense {
        let first = min(max(0, region.columns.lowerBound - left), taps)
        let end = max(first, min(taps, region.columns.upperBound - left))
        if first > 0 { result.update(repeating: 0, count: first * width) }
        if end > first {
          (result + first * width).update(
            from: input.pixel(patch, row: y, column: left + first), count: (end - first) * width)
        }
        if end < taps {
          (result + end * width).update(repeating: 0, count: (taps - end) * width)
        }
      } else {
        for tap in 0..<taps {
          let x = left + tap * window.dilation.width
          if region.columns.contains(x) {
            (result + tap * width).update(
              from: input.pixel(patch, row: y, column: x) + channels.lowerBound, count: width)
          } else {
            (result + tap * width).update(repeating: 0, count: width)
          }
        }
      }
    }
  }
}
