internal import CKernels
internal import Tensors

/// Where patches differ from the map of the unchanged image.
struct PatchDifference {
  /// For each patch the smallest rectangle with all pixels that differ in any bit's value.
  ///
  /// Unchanged inputs give the same bits wherever they are computed, so nothing that differs by
  /// rounding alone is kept, and nothing that differs at all is lost.
  let regions: [Region]

  /// - Parameter base: One whole map.
  init(_ patches: Patches, _ base: Patches) {
    var regions = patches.regions
    regions.withUnsafeMutableBufferPointer { regions in
      nonisolated(unsafe) let regions = regions
      ParallelLoop.run(regions.count, inBlocksOf: 4) { block in
        for index in block { regions[index] = Self.region(of: index, patches, base) }
      }
    }
    self.regions = regions
  }

  private static func region(of index: Int, _ patches: Patches, _ base: Patches) -> Region {
    let held = patches.region(index)
    func differs(_ row: Int, _ column: Int) -> Bool {
      ck_differs(
        patches.pixel(index, row: row, column: column), base.pixel(0, row: row, column: column),
        patches.channels)
    }
    func rowDiffers(_ row: Int) -> Bool { held.columns.contains { differs(row, $0) } }
    guard let top = held.rows.first(where: rowDiffers),
      let bottom = held.rows.last(where: rowDiffers)
    else { return .empty }
    func columnDiffers(_ column: Int) -> Bool { (top...bottom).contains { differs($0, column) } }
    guard let left = held.columns.first(where: columnDiffers),
      let right = held.columns.last(where: columnDiffers)
    else { return .empty }
    return Region(rows: top..<bottom + 1, columns: left..<right + 1)
  }
}
