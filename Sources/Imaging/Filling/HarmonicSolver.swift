/// Full multigrid for Laplace's equation: a start from the coarser grid's solution, then conjugate
/// gradients preconditioned by a V-cycle.
///
/// A coarse cell that is known in part counts as known, so that V-cycles alone are safe but only
/// halve the error each; with conjugate gradients half as many suffice (Brandt 1977; Tatebe 1993).
struct HarmonicSolver {
  private let grids: [HarmonicGrid]
  /// What is left is smaller than what the last step moved.
  private let tolerance: Float = 0.1 / 255
  private let mostSteps = 100

  init(_ grid: HarmonicGrid) {
    var grids = [grid]
    while let last = grids.last, !last.cells.isEmpty, last.width * last.height > 1 {
      grids.append(last.coarser())
    }
    self.grids = grids
  }

  /// Finds the free cells of the finest grid.
  func solve(_ values: inout [Float]) { solve(&values, at: 0) }

  private func solve(_ values: inout [Float], at level: Int) {
    let grid = grids[level]
    guard !grid.cells.isEmpty else { return }
    if level + 1 < grids.count {
      let coarse = grids[level + 1]
      var start = grid.averages(of: values, for: coarse)
      solve(&start, at: level + 1)
      grid.add(&values, interpolating: coarse, start)
    }
    iterate(&values, at: level, steps: level == 0 ? mostSteps : 1)
  }

  /// Preconditioned conjugate gradients.
  private func iterate(_ values: inout [Float], at level: Int, steps: Int) {
    let grid = grids[level]
    var lack = grid.lack(of: values)
    var direction = grid.zeros
    var previous = Double.infinity
    for _ in 0..<steps {
      let correction = correction(of: lack, at: level)
      let product = grid.product(lack, correction)
      guard product > 0 else { return }
      grid.combine(
        &direction, scaledBy: Float(product / previous), adding: correction, times: 1)
      let change = grid.lack(of: direction)
      let length = Float(product / -grid.product(direction, change))
      let moved = grid.combine(&values, adding: direction, times: length)
      guard moved >= tolerance else { return }
      grid.combine(&lack, adding: change, times: length)
      previous = product
    }
  }

  /// One symmetric V-cycle from zero: smooth, correct by the coarser grid, smooth.
  private func correction(of sources: [Float], at level: Int) -> [Float] {
    let grid = grids[level]
    var values = grid.zeros
    grid.relax(&values, sources)
    if level + 1 < grids.count, !grids[level + 1].cells.isEmpty {
      let coarse = grids[level + 1]
      let residual = grid.residual(values, sources, for: coarse)
      grid.add(&values, interpolating: coarse, correction(of: residual, at: level + 1))
    } else {
      // At most three cells wide: sweeps alone converge.
      for _ in 0..<4 {
        grid.relax(&values, sources)
        grid.relax(&values, sources, reversed: true)
      }
    }
    grid.relax(&values, sources, reversed: true)
    return values
  }
}
