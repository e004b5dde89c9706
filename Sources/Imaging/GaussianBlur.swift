internal import Foundation

extension GrayImage {
  /// The picture after a Gaussian blur with a standard deviation of `sigma` pixels, cut off at
  /// three; beyond the edges their samples repeat.
  ///
  /// - Complexity: Proportional to the number of pixels and to `sigma`.
  package func blurred(sigma: Double) -> GrayImage {
    let reach = Int((3 * sigma).rounded(.up))
    guard sigma > 0, reach > 0 else { return self }
    var weights = (-reach...reach).map { Float(exp(-0.5 * pow(Double($0) / sigma, 2))) }
    let total = weights.reduce(0, +)
    for index in weights.indices { weights[index] /= total }
    return blurredAlongRows(weights).blurredAlongColumns(weights)
  }

  /// Each row is summed tap by tap, all its columns at a time, so that the loop vectorises.
  private func blurredAlongRows(_ weights: [Float]) -> GrayImage {
    let reach = weights.count / 2
    var result = self
    var padded = [Float](repeating: 0, count: width + 2 * reach)
    var sums = [Float](repeating: 0, count: width)
    for row in 0..<height {
      let start = row * width
      for column in padded.indices {
        padded[column] = samples[start + min(width - 1, max(0, column - reach))]
      }
      for column in 0..<width { sums[column] = 0 }
      for (tap, weight) in weights.enumerated() {
        for column in 0..<width { sums[column] += weight * padded[column + tap] }
      }
      result.samples.replaceSubrange(start..<start + width, with: sums)
    }
    return result
  }

  private func blurredAlongColumns(_ weights: [Float]) -> GrayImage {
    let reach = weights.count / 2
    var result = self
    var sums = [Float](repeating: 0, count: width)
    for row in 0..<height {
      for column in 0..<width { sums[column] = 0 }
      for (tap, weight) in weights.enumerated() {
        let start = min(height - 1, max(0, row + tap - reach)) * width
        for column in 0..<width { sums[column] += weight * samples[start + column] }
      }
      result.samples.replaceSubrange(row * width..<(row + 1) * width, with: sums)
    }
    return result
  }
}
