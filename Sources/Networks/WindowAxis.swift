/// The measures of a ``Window`` in one direction.
struct WindowAxis {
  let kernel: Int
  let stride: Int
  let before: Int
  let after: Int
  let dilation: Int
  let roundsUp: Bool

  /// Whether the window has taps and moves on, no padding is negative, and every measure is
  /// small enough (31 bits) for sums of their products.
  var isValid: Bool {
    let limit = Int(Int32.max)
    return [kernel, stride, dilation].allSatisfy { 1...limit ~= $0 }
      && [before, after].allSatisfy { 0...limit ~= $0 }
  }

  /// The number of outputs for `size` inputs, or `nil` when the window does not fit.
  ///
  /// `⌊(size + before + after − dilation·(kernel − 1) − 1) / stride⌋ + 1`, or rounded up; then
  /// the last window must still start inside the input or the padding before it, as in PyTorch.
  ///
  /// - Precondition: The window is valid.
  func outputCount(for size: Int) -> Int? {
    let room = size + before + after - dilation * (kernel - 1) - 1
    guard roundsUp else { return room < 0 ? nil : room / stride + 1 }
    // A window larger than the padded image hangs over it, by less than one step.
    guard room > -stride else { return nil }
    let last = room <= 0 ? 0 : (room - 1) / stride + 1
    let count = last * stride < size + before ? last + 1 : last
    return count > 0 ? count : nil
  }

  /// The inputs that `output` reads, of `size`; taps in the padding are left out.
  func taps(of output: Int, in size: Int) -> StrideTo<Int> {
    let origin = output * stride - before
    let taps = taps(from: origin, inside: 0..<size)
    return Swift.stride(
      from: origin + taps.lowerBound * dilation, to: origin + taps.upperBound * dilation,
      by: dilation)
  }

  /// The outputs, of `count`, between the first and the last whose window covers one of `inputs`.
  func outputs(reading inputs: Range<Int>, of count: Int) -> Range<Int> {
    let reach = dilation * (kernel - 1)
    // ⌈(first + before − reach) / stride⌉ … ⌊(last + before) / stride⌋
    let first = max(0, inputs.lowerBound + before - reach + stride - 1) / stride
    let end = min(count, (inputs.upperBound - 1 + before) / stride + 1)
    return min(first, end)..<end
  }

  /// The inputs, of `size`, from the first to the last that `outputs` read.
  func inputs(readBy outputs: Range<Int>, of size: Int) -> Range<Int> {
    let first = outputs.lowerBound * stride - before
    let end = (outputs.upperBound - 1) * stride - before + dilation * (kernel - 1) + 1
    let start = min(max(first, 0), size)
    return start..<max(start, min(end, size))
  }

  /// The number of taps of `output` that lie in the padded image of `size` inputs.
  func paddedTapCount(of output: Int, in size: Int) -> Int {
    taps(from: output * stride - before, inside: -before..<size + after).count
  }

  /// Which taps of a window that starts at `origin` lie in `range`.
  private func taps(from origin: Int, inside range: Range<Int>) -> Range<Int> {
    func count(below position: Int) -> Int {
      position <= origin ? 0 : min(kernel, (position - origin - 1) / dilation + 1)
    }
    return count(below: range.lowerBound)..<count(below: range.upperBound)
  }
}
