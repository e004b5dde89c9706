/// Distances to the nearest pixel of a set, by two passes with the weights 3 and 4 for straight
/// and diagonal steps (Borgefors 1986): about three times the Euclidean distance.
enum ChamferDistance {
  /// What stands for a pixel that no path leads to.
  static let unreachable: UInt16 = 30000

  /// For each pixel the distance to the nearest one that is in the set, 0 inside it.
  static func from(_ isMember: [Bool], width: Int, height: Int) -> [UInt16] {
    var distances = isMember.map { $0 ? 0 : unreachable }
    distances.withUnsafeMutableBufferPointer { d in
      for y in 0..<height {
        for x in 0..<width {
          let i = y * width + x
          guard d[i] > 0 else { continue }
          var best = d[i]
          if x > 0 { best = min(best, d[i - 1] + 3) }
          if y > 0 {
            best = min(best, d[i - width] + 3)
            if x > 0 { best = min(best, d[i - width - 1] + 4) }
            if x + 1 < width { best = min(best, d[i - width + 1] + 4) }
          }
          d[i] = best
        }
      }
      for y in (0..<height).reversed() {
        for x in (0..<width).reversed() {
          let i = y * width + x
          guard d[i] > 0 else { continue }
          var best = d[i]
          if x + 1 < width { best = min(best, d[i + 1] + 3) }
          if y + 1 < height {
            best = min(best, d[i + width] + 3)
            if x + 1 < width { best = min(best, d[i + width + 1] + 4) }
            if x > 0 { best = min(best, d[i + width - 1] + 4) }
          }
          d[i] = best
        }
      }
    }
    return distances
  }
}
