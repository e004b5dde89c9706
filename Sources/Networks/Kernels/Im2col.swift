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
    forEachTap(in: positions, channels: channels) { imageOffset, columnOffset in
      let destination = columns + columnOffset
      if let imageOffset {
        destination.update(from: image + imageOffset, count: channels.count)
      } else {
        destination.update(repeating: 0, count: channels.count)
      }
    }
  }

  /// The adjoint of ``gather(_:channels:from:into:)``: adds each patch to the image it came from.
  func scatter(
    _ positions: Range<Int>, channels: Range<Int>, from columns: UnsafePointer<Float>,
    addingTo image: UnsafeMutablePointer<Float>
  ) {
    forEachTap(in: positions, channels: channels) { imageOffset, columnOffset in
      guard let imageOffset else { return }
      let (source, destination) = (columns + columnOffset, image + imageOffset)
      for channel in 0..<channels.count { destination[channel] += source[channel] }
    }
  }

  /// Calls `visit` with where each tap lies in the image, or `nil` in the padding, and in the
  /// rows of patches.
  @inline(__always)
  private func forEachTap(
    in positions: Range<Int>, channels: Range<Int>, _ visit: (Int?, Int) -> Void
  ) {
    var columnOffset = 0
    for position in positions {
      let (sample, cell) = position.quotientAndRemainder(dividingBy: output.area)
      let (row, column) = cell.quotientAndRemainder(dividingBy: output.width)
      let top = row * window.stride.height - window.padding.top
      let left = column * window.stride.width - window.padding.left
      let sampleOffset = sample * input.area * inputChannels + channels.lowerBound
      for tapRow in 0..<window.kernel.height {
        let y = top + tapRow * window.dilation.height
        let isRowInside = y >= 0 && y < input.height
        for tapColumn in 0..<window.kernel.width {
          let x = left + tapColumn * window.dilation.width
          let isInside = isRowInside && x >= 0 && x < input.width
          visit(
            isInside ? sampleOffset + (y * input.width + x) * inputChannels : nil, columnOffset)
          columnOffset += channels.count
        }
      }
    }
  }
}
