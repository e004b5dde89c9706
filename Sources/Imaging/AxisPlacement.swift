/// Along one axis: where the resized picture lies in the network's input.
struct AxisPlacement: Sendable, Equatable {
  /// Pixels of the original.
  let original: Int
  /// Network pixels that the whole original takes.
  let resized: Int
  /// Pixels of the network's input.
  let network: Int
  /// Where the original begins in the input: negative when cropped, positive when padded.
  let offset: Int

  /// A centred placement.
  init(original: Int, resized: Int, network: Int) {
    self.original = original
    self.resized = resized
    self.network = network
    // A half is rounded to even, as torchvision's CenterCrop has it from Python's round.
    let surplus = Double(resized - network) / 2
    offset = -Int(surplus.rounded(.toNearestOrEven))
  }

  /// From original pixels to network pixels.
  func inputAxis(antialias: Bool) -> ResamplingAxis {
    let step = Double(original) / Double(resized)
    return ResamplingAxis(
      sourceCount: original, outputCount: network, step: step, origin: -step * Double(offset),
      antialias: antialias)
  }

  /// From the cells of a grid over the network's input to original pixels.
  func originalAxis(cells: Int) -> ResamplingAxis {
    let cellsPerPixel = Double(cells) / Double(network)
    return ResamplingAxis(
      sourceCount: cells, outputCount: original,
      step: Double(resized) * cellsPerPixel / Double(original),
      origin: Double(offset) * cellsPerPixel, antialias: true)
  }

  /// Original pixels whose centre lies in the network's input.
  var visible: Range<Int> {
    let axis = originalAxis(cells: network)
    let seen = (0..<original).filter { axis.weightStarts[$0 + 1] > axis.weightStarts[$0] }
    guard let first = seen.first, let last = seen.last else { return 0..<0 }
    return first..<last + 1
  }
}
