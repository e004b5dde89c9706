internal import Tensors

/// Puts together what a kernel reads: each patch, and around it the unchanged map.
struct PatchCopy: Sendable {
  private let patches: Patches
  private let base: Patches?

  /// - Parameter base: One whole map, for the pixels that a patch does not have.
  init(from patches: Patches, over base: Patches?) {
    self.patches = patches
    self.base = base
  }

  /// Fills the regions of `target`, patch by patch.
  ///
  /// - Precondition: There are as many patches, and a pixel that is in none has a base.
  func fill(_ target: Patches) {
    let source = patches
    ParallelLoop.run(target.patches.count) { index in
      let wanted = target.region(index)
      let held = source.region(index)
      for row in wanted.rows {
        guard held.rows.contains(row), !held.columns.isEmpty else {
          copy(base, 0, index, row, wanted.columns, to: target)
          continue
        }
        let columns = held.columns.clamped(to: wanted.columns)
        let left = wanted.columns.lowerBound..<columns.lowerBound
        let right = columns.upperBound..<wanted.columns.upperBound
        copy(base, 0, index, row, left, to: target)
        copy(source, index, index, row, columns, to: target)
        copy(base, 0, index, row, right, to: target)
      }
    }
  }

  /// Copies one run of pixels of a row.
  @inline(__always)
  private func copy(
    _ source: Patches?, _ sourceIndex: Int, _ index: Int, _ row: Int, _ columns: Range<Int>,
    to target: Patches
  ) {
    guard let source, !columns.isEmpty else { return }
    let from = source.pixel(sourceIndex, row: row, column: columns.lowerBound)
    let to = target.pixel(index, row: row, column: columns.lowerBound)
    if source.stride == target.channels, target.stride == target.channels {
      to.update(from: from, count: columns.count * target.channels)
    } else {
      for pixel in 0..<columns.count {
        (to + pixel * target.stride).update(
          from: from + pixel * source.stride, count: target.channels)
      }
    }
  }
}
