public import Networks
public import Tensors

/// Mean fall of the target's score over the windows covering each pixel
/// (Zeiler & Fergus 2014; averaged as in Captum's `Occlusion`).
///
/// Windows begin at every multiple of the stride until one reaches the border; the last in a row
/// is cut there. With a stride larger than the window some pixels are in no window: they are 0.
///
/// Only what a patch can have changed is computed (``Networks/Rerun``), which gives the same map as
/// running the network on every occluded image.
///
/// - Complexity: (⌈(H−h)/s⌉ + 1) · (⌈(W−w)/s⌉ + 1) partial runs of the network.
public struct Occlusion: Explainer {
  /// What is computed for each patch.
  public enum Recomputation: Sendable {
    /// What the patch can have changed.
    case changed
    /// Everything: for comparison.
    case everything
  }

  /// Height and width of the patch, in network input pixels.
  public let window: Extent
  /// Steps between patches.
  public let stride: Extent
  /// What the patch is filled with.
  public let baseline: OcclusionBaseline
  /// What is computed for each patch.
  public let recomputation: Recomputation
  /// The memory, in bytes, that patches under way together may occupy, beside the network and the
  /// unchanged image's activations.
  public let memory: Int

  /// An occlusion with a 16×16 patch every 8 pixels, filled with the image's mean.
  public init(
    window: Extent = .square(16), stride: Extent = .square(8),
    baseline: OcclusionBaseline = .mean, recomputation: Recomputation = .changed,
    memory: Int = 64 << 20
  ) {
    precondition(window.height > 0 && window.width > 0, "empty window \(window)")
    precondition(stride.height > 0 && stride.width > 0, "stride \(stride) does not advance")
    self.window = window
    self.stride = stride
    self.baseline = baseline
    self.recomputation = recomputation
    self.memory = memory
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
    let replacement = baseline.replacement(for: image, window: window)
    let patches = patches(in: image.shape.extent)
    let (base, occluded) =
      recomputation == .everything || network.takesOneSample
      ? try allLogits(image, patches, replacement, network)
      : try changedLogits(image, patches, replacement, network)
    let index = try target.index(in: base)
    let falls = occluded.map { Double(base[index]) - Double($0[index]) }
    return SaliencyMap(
      method: method, target: index, score: base[index], grid: image.shape.extent,
      values: spread(falls, over: patches, extent: image.shape.extent))
  }

  /// The mean fall of the patches that cover each pixel.
  private func spread(
    _ falls: [Double], over patches: [Region], extent: Extent
  ) -> [Float] {
    var sums = [Double](repeating: 0, count: extent.area)
    var counts = [Double](repeating: 0, count: extent.area)
    for (patch, fall) in zip(patches, falls) {
      for y in patch.rows {
        for x in patch.columns {
          sums[y * extent.width + x] += fall
          counts[y * extent.width + x] += 1
        }
      }
    }
    return zip(sums, counts).map { $1 == 0 ? 0 : Float($0 / $1) }
  }

  /// The logits of the image and of each occluded image, by partial runs.
  private func changedLogits(
    _ image: Tensor, _ patches: [Region], _ replacement: Tensor, _ network: Network
  ) throws -> (base: [Float], occluded: [[Float]]) {
    let rerun = try Rerun(network, on: image)
    let base = rerun.output.logicalElements
    var occluded = Array(repeating: base, count: patches.count)
    // A patch that changes nothing, such as a black one on a black border, needs no run.
    let changes = rerun.changes(in: patches, to: replacement)
    let changing = patches.indices.filter { !changes[$0].isEmpty }
    let together = max(1, memory / max(1, rerun.memory(for: window)))
    for start in Swift.stride(from: 0, to: changing.count, by: together) {
      let batch = changing[start..<min(changing.count, start + together)]
      let rows = rerun.outputs(replacing: batch.map { changes[$0] }, by: replacement).logitRows
      for (index, logits) in zip(batch, rows) { occluded[index] = logits }
    }
    return (base, occluded)
  }

  /// The same by running the network on every image.
  private func allLogits(
    _ image: Tensor, _ patches: [Region], _ replacement: Tensor, _ network: Network
  ) throws -> (base: [Float], occluded: [[Float]]) {
    func logits(_ image: Tensor) throws -> [[Float]] {
      try network.output(for: image, recomputable: true).logitRows
    }
    let batchSize = network.takesOneSample ? 1 : 32
    var occluded: [[Float]] = []
    for start in Swift.stride(from: 0, to: patches.count, by: batchSize) {
      let batch = patches[start..<min(patches.count, start + batchSize)]
      occluded += try logits(
        Tensor(concatenating: batch.map { image.replacing($0, by: replacement) }))
    }
    return (try logits(image)[0], occluded)
  }

  /// Every patch, in reading order.
  func patches(in extent: Extent) -> [Region] {
    func ranges(_ size: Int, _ window: Int, _ stride: Int) -> [Range<Int>] {
      let count = max(0, size - window + stride - 1) / stride + 1
      return (0..<count).map { min(size, $0 * stride)..<min(size, $0 * stride + window) }
    }
    return ranges(extent.height, window.height, stride.height).flatMap { rows in
      ranges(extent.width, window.width, stride.width).map { Region(rows: rows, columns: $0) }
    }
  }
}
