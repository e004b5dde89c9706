internal import Tensors

extension Operator {
  /// The number of positions of `window` on each of the images `input`, `[N, C, H, W]`.
  ///
  /// - Parameter inputs: All inputs, for the error.
  func positions(
    of window: Window, on input: Shape, _ inputs: [Shape]
  ) throws(ShapeError) -> Extent {
    try requireValid(window, inputs)
    try requireCountable(inputs)
    guard let extent = window.outputExtent(for: input.extent) else {
      throw ShapeError(
        self, inputs: inputs, expected: "an image in which the \(window.kernel) window fits")
    }
    return extent
  }

  /// Checks that a sliding window has taps and moves on.
  func requireValid(_ window: Window, _ inputs: [Shape]) throws(ShapeError) {
    guard window.rows.isValid, window.columns.isValid else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "a window of positive kernel, stride and dilation and no negative padding, "
          + "all below 2³¹")
    }
  }
}
