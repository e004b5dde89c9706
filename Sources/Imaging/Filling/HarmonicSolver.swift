/// Full multigrid: a start from the coarser grid's solution, then V-cycles until nothing moves.
struct HarmonicSolver {
  private let grids: [HarmonicGrid]
  /// A cycle at least halves the error (mostly it leaves a tenth), so that what a cycle still moved
  /// bounds what is left.
  private let tolerance: Float = 0.1 / 255
  private let mostCycles = 100

  init(_ grid: HarmonicGrid) {
    var grids = [grid]
    while let last = grids.last, !last.isEmpty, last.width * last.height > 1 {
      grids.append(last.coarser())
    }
    self.grids = grids
  }

  /// Finds the free cells of the finest grid.
  func solve(_ values: inout [Float]) { solve(&values, at: 0) }

  private func solve(_ values: inout [Float], at level: Int) {
    let grid = grids[level]
    guard !grid.isEmpty else { return }
    if level + 1 < grids.count {
      let coarse = grids[level + 1]
      var start = grid.averages(of: values, for: coarse)
      solve(&start, at: level + 1)
      grid.add(&values, interpolating: coarse, start)
    }
    let zeros = grid.zeros
    for _ in 0..<mostCycles {
      let before = values
      cycle(&values, zeros, at: level)
      if level > 0 || grid.largestDifference(values, before) < tolerance { break }
    }
  }

  /// One V-cycle: smooth, correct by the coarser grid, smooth.
  private func cycle(_ values: inout [Float], _ sources: [Float], at level: Int) {
    let grid = grids[level]
    grid.relax(&values, sources)
    if level + 1 < grids.count, !grids[level + 1].isEmpty {
      let coarse = grids[level + 1]
      var correction = coarse.zeros
      cycle(
        &correction, grid.residual(values, sources, for: coarse), at: level + 1)
      grid.add(&values, interpolating: coarse, correction)
    } else {
      // At most three cells wide: sweeps alone converge.
      for _ in 0..<4 { grid.relax(&values, sources) }
    }
    grid.relax(&values, sources)
  }
}
