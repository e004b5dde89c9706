/// A mask as horizontal runs of lung, joined to connected parts.
struct LungRuns {
  /// Pixels of each connected part; pixels that share an edge are connected.
  let partAreas: [Int]
  /// Rows that meet lung.
  private(set) var rowsWithAny = 0
  /// Rows that meet lung, leave it and meet it again.
  private(set) var rowsWithSeveral = 0

  /// Two-pass labelling: runs that touch a run of the row above join its set (union–find).
  init(of mask: LungMask) {
    var runs: [Range<Int>] = []
    var parents: [Int] = []
    func root(_ run: Int) -> Int {
      var run = run
      while parents[run] != run {
        parents[run] = parents[parents[run]]
        run = parents[run]
      }
      return run
    }

    var above = 0..<0
    for y in 0..<mask.height {
      let first = runs.count
      var candidate = above.lowerBound
      for run in mask.runs(inRow: y) {
        let index = runs.count
        runs.append(run)
        parents.append(index)
        while candidate < above.upperBound, runs[candidate].upperBound <= run.lowerBound {
          candidate += 1
        }
        var touching = candidate
        while touching < above.upperBound, runs[touching].lowerBound < run.upperBound {
          parents[root(touching)] = root(index)
          touching += 1
        }
      }
      above = first..<runs.count
      rowsWithAny += above.isEmpty ? 0 : 1
      rowsWithSeveral += above.count > 1 ? 1 : 0
    }

    var areas = [Int](repeating: 0, count: runs.count)
    for (index, run) in runs.enumerated() { areas[root(index)] += run.count }
    partAreas = areas.filter { $0 > 0 }
  }
}

extension LungMask {
  /// The columns of each unbroken run of lung in row `y`, left to right.
  fileprivate func runs(inRow y: Int) -> [Range<Int>] {
    let row = pixels[y * width..<(y + 1) * width]
    var runs: [Range<Int>] = []
    var start: Int?
    for (x, isLung) in row.enumerated() {
      if isLung {
        start = start ?? x
      } else if let first = start {
        runs.append(first..<x)
        start = nil
      }
    }
    if let start { runs.append(start..<width) }
    return runs
  }
}
