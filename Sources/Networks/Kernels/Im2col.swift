internal import Tensors

/// Rows of image patches: the matrix whose product with the weights is a convolution.
///
/// One row holds what one output position reads, `[kernel height, kernel width, channels]`, from
/// a range of channels. In channels-last memory each tap is one run of floats.
/// (Chellapilla, Puri & Simard, "High performance convolutional neural networks for document
/// processing", 2006.)
struct Im2col {
  let window: Window
  let input: Extent
  let output: Extent
  let inputChannels: Int

  /// Copies the patches of the output positions `positions`, counted over the whole batch, into
  /// consecutive rows of `columns`.
  func gather(
    _ positions: Range<Int>, channels: Range<Int>, from image: UnsafePointer<Float>,
    into columns: UnsafeMutablePointer<Float>
  ) {
    forEachRun(in: positions, channels: channels) { imageOffset, columnOffset, count in
      let destination = columns + columnOffset
      if let imageOffset {
        destination.update(from: image + imageOffset, count: count)
      } else {
        destination.update(repeating: 0, count: count)
      }
    }
  }

  /// The adjoint of ``gather(_:channels:from:into:)``: adds each patch to the image it came from.
  func scatter(
    _ positions: Range<Int>, channels: Range<Int>, from columns: UnsafePointer<Float>,
    addingTo image: UnsafeMutablePointer<Float>
  ) {
    forEachRun(in: positions, channels: channels) { imageOffset, columnOffset, count in
      guard let imageOffset else { return }
      let (source, destination) = (columns + columnOffset, image + imageOffset)
      for index in 0..<count { destination[index] += source[index] }
    }
  }

  /// Calls `visit` with where each run of floats lies in the image, or `nil` in the padding, and
  /// in the rows of patches, and with its length.
  @inline(__always)
  private func forEachRun(
    in positions: Range<Int>, channels: Range<Int>, _ visit: (Int?, Int, Int) -> Void
  ) {
    let (taps, width) = (window.kernel.width, channels.count)
    // The taps of a row are one run when nothing lies between them.
    let isDense = window.dilation.width == 1 && channels.count == inputChannels
    var offset = 0
    for position in positions {
      let (sample, cell) = position.quotientAndRemainder(dividingBy: output.area)
      let (row, column) = cell.quotientAndRemainder(dividingBy: output.width)
      let top = row * window.stride.height - window.padding.top
      let left = column * window.stride.width - window.padding.left
      for tapRow in 0..<window.kernel.height {
        let y = top + tapRow * window.dilation.height
        defer { offset += taps * width }
        guard y >= 0, y < input.height else {
          visit(nil, offset, taps * width)
          continue
        }
        let line = (sample * input.height + y) * input.width
        if isDense {
          let first = min(max(0, -left), taps)
          let end = max(first, min(taps, input.width - left))
          if first > 0 { visit(nil, offset, first * width) }
          if end > first {
            visit(
              (line + left + first) * inputChannels, offset + first * width,
              (end - first) * width)
          }
          if end < taps { visit(nil, offset + end * width, (taps - end) * width) }
        } else {
          for tap in 0..<taps {
            let x = left + tap * window.dilation.width
            let isInside = x >= 0 && x < input.width
            visit(
              isInside ? (line + x) * inputChannels + channels.lowerBound : nil,
              offset + tap * width, width)
          }
        }
      }
    }
  }
}
