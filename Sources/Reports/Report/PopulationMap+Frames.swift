internal import Attention

extension PopulationMap {
  /// The mean maps of `groups` from the stored grids; a group without any grid has none.
  static func maps(
    of records: [CaseRecord], groups: [ReportGroup], frames: [FrameTable.Key: [Float]]
  ) -> [PopulationMap] {
    groups.compactMap { group in
      var saliency = MeanGrid()
      var lungs = MeanGrid()
      for record in records where group.contains(record) {
        guard
          let map = frames[FrameTable.Key(image: record.image, subject: record.subject)],
          let mask = frames[FrameTable.Key(image: record.image, subject: nil)]
        else { continue }
        saliency.add(map)
        lungs.add(mask)
      }
      guard saliency.count > 0 else { return nil }
      return PopulationMap(
        group: group, count: saliency.count, saliency: saliency.mean, lungs: lungs.mean)
    }
  }
}

/// A running mean of grids, summed in Double.
private struct MeanGrid {
  private var sums = [Double](repeating: 0, count: ThoraxFrame.side * ThoraxFrame.side)
  private(set) var count = 0

  mutating func add(_ grid: [Float]) {
    for (cell, value) in grid.enumerated() { sums[cell] += Double(value) }
    count += 1
  }

  var mean: [Float] { sums.map { Float($0 / Double(max(1, count))) } }
}
