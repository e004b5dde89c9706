import LungAttention

/// Occlusion written straight from its definition: every window is one run of the whole network.
///
/// What ``Occlusion`` saves is measured against it, and its map is what that must equal.
struct FullOcclusion {
  let window: Int
  let stride: Int
  let target: Int
  let batchSize = 32

  /// The mean fall of the target's score over the windows that cover each pixel, windows filled
  /// with 0.
  func map(of image: Tensor, in network: Network) throws -> [Float] {
    let base = try network.output(for: image).logicalElements[target]
    let extent = image.shape.extent
    let blank = Tensor(image.shape)
    let patches = starts(extent.height).flatMap { row in
      starts(extent.width).map { column in
        (
          rows: row..<min(row + window, extent.height),
          columns: column..<min(column + window, extent.width)
        )
      }
    }
    var sums = [Double](repeating: 0, count: extent.area)
    var counts = sums
    for first in Swift.stride(from: 0, to: patches.count, by: batchSize) {
      let batch = patches[first..<min(first + batchSize, patches.count)]
      let occluded = Tensor(
        concatenating: batch.map {
          image.replacing(rows: $0.rows, columns: $0.columns, by: blank)
        })
      let output = try network.output(for: occluded)
      let (scores, classes) = (output.logicalElements, output.shape[1])
      for (index, patch) in batch.enumerated() {
        let fall = Double(base) - Double(scores[index * classes + target])
        for y in patch.rows {
          for x in patch.columns {
            sums[y * extent.width + x] += fall
            counts[y * extent.width + x] += 1
          }
        }
      }
    }
    return zip(sums, counts).map { $1 == 0 ? 0 : Float($0 / $1) }
  }

  /// Where windows begin: at every multiple of the stride until one reaches the border.
  private func starts(_ size: Int) -> [Int] {
    let count = max(0, size - window + stride - 1) / stride + 1
    return (0..<count).map { $0 * stride }
  }
}
