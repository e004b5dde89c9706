import Tensors

/// Value noise: random numbers on a lattice, joined smoothly; it repeats after `cells` cells.
struct SmoothNoise: Sendable {
  private let cells: Int
  private let cellsPerUnit: Double
  private let values: [Double]

  /// Noise in `-1...1` whose blobs are `1 / cellsPerUnit` wide.
  init(cellsPerUnit: Double, cells: Int = 64, from generator: inout RandomGenerator) {
    self.cells = cells
    self.cellsPerUnit = cellsPerUnit
    var values: [Double] = []
    values.reserveCapacity(cells * cells)
    for _ in 0..<(cells * cells) { values.append(generator.uniform(in: -1...1)) }
    self.values = values
  }

  /// The noise at a point.
  func callAsFunction(_ x: Double, _ y: Double) -> Double {
    let column = x * cellsPerUnit
    let row = y * cellsPerUnit
    let left = column.rounded(.down)
    let top = row.rounded(.down)
    let across = Self.fade(column - left)
    let down = Self.fade(row - top)
    let x0 = wrapped(left)
    let x1 = x0 + 1 == cells ? 0 : x0 + 1
    let y0 = wrapped(top)
    let y1 = y0 + 1 == cells ? 0 : y0 + 1
    let upper = values[y0 * cells + x0] * (1 - across) + values[y0 * cells + x1] * across
    let lower = values[y1 * cells + x0] * (1 - across) + values[y1 * cells + x1] * across
    return upper * (1 - down) + lower * down
  }

  private static func fade(_ position: Double) -> Double {
    position * position * (3 - 2 * position)
  }

  private func wrapped(_ index: Double) -> Int {
    let remainder = Int(index) % cells
    return remainder < 0 ? remainder + cells : remainder
  }
}
