public import Networks
public import Tensors

/// Mean fall of the target's score over the windows covering each pixel
/// (Zeiler & Fergus 2014; averaged as in Captum's `Occlusion`).
///
/// Windows begin at every multiple of the stride until one reaches the border; the last in a row
/// is cut there. With a stride larger than the window some pixels are in no window: they are 0.
///
/// - Complexity: (⌈(H−h)/s⌉ + 1) · (⌈(W−w)/s⌉ + 1) runs of the network.
public struct Occlusion: Explainer {
  /// Height and width of the patch, in network input pixels.
  public let window: Extent
  /// Steps between patches.
  public let stride: Extent
  /// What the patch is filled with.
  public let baseline: OcclusionBaseline
  /// Patches run together.
  private let batchSize = 32

  /// An occlusion with a 16×16 patch every 8 pixels, filled with the image's mean.
  public init(
    window: Extent = .square(16), stride: Extent = .square(8),
    baseline: OcclusionBaseline = .mean
  ) {
    precondition(window.height > 0 && window.width > 0, "empty window \(window)")
    precondition(stride.height > 0 && stride.width > 0, "stride \(stride) does not advance")
    self.window = window
    self.stride = stride
    self.baseline = baseline
  }

  /// `occlusion`
  public var method: String { "occlusion" }

  /// `base − occluded`, averaged over the windows that cover a pixel, at input resolution.
  public func explain(
    _ inputs: Tensor, targets: [Target], in network: Network
  ) throws -> [SaliencyMap] {
    precondition(targets.count == inputs.shape.batch, "one target per input")
    return try targets.indices.map { sample in
      try explain(inputs.samples(sample..<sample + 1), target: targets[sample], in: network)
    }
  }

  private func explain(
    _ image: Tensor, target: Target, in network: Network
  ) throws -> SaliencyMap {
    let base = try network.output(for: image).logicalElements
    let index = try target.index(in: base)
    let replacement = baseline.replacement(for: image, window: window)
    let extent = image.shape.extent
    let patches = patches(in: extent)
    var sums = [Double](repeating: 0, count: extent.area)
    var counts = [Double](repeating: 0, count: extent.area)
    for start in Swift.stride(from: 0, to: patches.count, by: batchSize) {
      let batch = patches[start..<min(patches.count, start + batchSize)]
      let occluded = Tensor(
        concatenating: batch.map {
          image.replacing(rows: $0.rows, columns: $0.columns, by: replacement)
        })
      let rows = try network.output(for: occluded).logitRows
      for (patch, logits) in zip(batch, rows) {
        let fall = Double(base[index]) - Double(logits[index])
        for y in patch.rows {
          for x in patch.columns {
            sums[y * extent.width + x] += fall
            counts[y * extent.width + x] += 1
          }
        }
      }
    }
    let values = zip(sums, counts).map { $1 == 0 ? 0 : Float($0 / $1) }
    return SaliencyMap(
      method: method, target: index, score: base[index], grid: extent, values: values)
  }

  /// The rows and columns of every patch, in reading order.
  func patches(in extent: Extent) -> [(rows: Range<Int>, columns: Range<Int>)] {
    func ranges(_ size: Int, _ window: Int, _ stride: Int) -> [Range<Int>] {
      let count = max(0, size - window + stride - 1) / stride + 1
      return (0..<count).map { min(size, $0 * stride)..<min(size, $0 * stride + window) }
    }
    return ranges(extent.height, window.height, stride.height).flatMap { rows in
      ranges(extent.width, window.width, stride.width).map { (rows, $0) }
    }
  }
}
