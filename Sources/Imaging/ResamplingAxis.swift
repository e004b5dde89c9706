/// Along one axis: which source cells make each output sample, and with what weights.
///
/// Source cell `j` covers `j...j+1`; output `i` samples the source at `origin + step · (i + ½)`.
/// An output whose sample point lies outside the source has no cells and becomes 0.
package struct ResamplingAxis: Sendable {
  /// Cells of the source.
  package let sourceCount: Int
  /// The first source cell of each output.
  private(set) var firstCells: [Int] = []
  /// Where each output's weights begin, and, last, where all end.
  private(set) var weightStarts: [Int] = [0]
  /// The weights of every output's consecutive cells; each output's sum is 1.
  private(set) var weights: [Float] = []

  /// The number of outputs.
  package var outputCount: Int { firstCells.count }

  /// A whole axis stretched from one number of cells to another.
  package init(from sourceCount: Int, to outputCount: Int, antialias: Bool) {
    self.init(
      sourceCount: sourceCount, outputCount: outputCount,
      step: Double(sourceCount) / Double(outputCount), antialias: antialias)
  }

  /// Linear interpolation as PyTorch's `interpolate(mode: "bilinear", align_corners: False)`.
  ///
  /// - Parameter antialias: When shrinking (`step > 1`), average over a triangle of half-width
  ///   `step`, so that every source cell counts; otherwise only the two nearest do. It makes no
  ///   difference when enlarging.
  init(
    sourceCount: Int, outputCount: Int, step: Double, origin: Double = 0, antialias: Bool
  ) {
    self.sourceCount = sourceCount
    firstCells.reserveCapacity(outputCount)
    weightStarts.reserveCapacity(outputCount + 1)
    let halfWidth = antialias ? max(1, step) : 1
    let slack = 1e-9 * Double(sourceCount)  // a point on the border is inside, rounding or not
    for output in 0..<outputCount {
      let center = origin + step * (Double(output) + 0.5)
      if -slack...Double(sourceCount) + slack ~= center {
        appendTriangle(around: center, halfWidth: halfWidth)
      } else {
        firstCells.append(0)
      }
      weightStarts.append(weights.count)
    }
  }

  /// A triangle cut at the ends of the source and scaled to the sum 1. With half-width 1 this
  /// is interpolation between the two nearest cell centres, clamped at the ends.
  private mutating func appendTriangle(around center: Double, halfWidth: Double) {
    let first = max(0, Int(center - halfWidth + 0.5))
    let end = min(sourceCount, Int(center + halfWidth + 0.5))
    let triangle = (first..<end).map { cell in
      max(0, 1 - abs(Double(cell) + 0.5 - center) / halfWidth)
    }
    let sum = triangle.reduce(0, +)
    firstCells.append(first)
    weights.append(contentsOf: triangle.lazy.map { Float($0 / sum) })
  }
}
