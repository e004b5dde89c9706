internal import Foundation

extension GlyphMeasures {
  /// Logarithm of the odds that the region is a written character.
  ///
  /// A logistic regression in each measure and its square, fitted to the candidates on half of the
  /// patients of labelled radiographs; `docs/markers.md` says how it does on the other half.
  ///
  /// - Parameter pictureLength: The longer side of the working picture, in pixels.
  func logit(pictureLength: Double) -> Double {
    let evidence = [
      Evidence(log(max(1, contrast)), mean: 2.67, spread: 0.667, 1.202, 0.270),
      Evidence(log(unevenness + 0.05), mean: -0.3118, spread: 0.7095, 0.163, 0.265),
      Evidence(log(clutter + 0.05), mean: -0.04319, spread: 0.6755, 0.666, 0.197),
      Evidence(sharpness, mean: 0.8817, spread: 0.2326, 0.037, 0.096),
      Evidence(sharpShare, mean: 0.7443, spread: 0.2169, -0.004, -0.220),
      Evidence(min(3, growth), mean: 1.926, spread: 0.9991, -0.279, 0.103),
      Evidence(persistence, mean: 0.1741, spread: 0.2342, -0.041, 0.160),
      Evidence(log(strokeWidth / pictureLength), mean: -6.03, spread: 0.523, 0.314, -0.121),
      Evidence(log(strokeWidth / shortSide), mean: -1.606, spread: 0.5072, -0.178, -0.155),
      Evidence(log(max(1e-6, strokeBulge)), mean: 0.7304, spread: 0.3216, -0.138, 0.207),
      Evidence(min(3, holes), mean: 0.8218, spread: 1.148, -0.288, 0.235),
      Evidence(log(longSide / pictureLength), mean: -3.89, spread: 0.6991, 0.726, -0.550),
      Evidence(log(longSide / shortSide), mean: 0.5337, spread: 0.4358, 0.656, -0.059),
      Evidence(extent, mean: 0.4504, spread: 0.1394, -0.165, 0.216),
      Evidence(log(elongation), mean: 0.9285, spread: 0.5254, -1.065, -0.003),
      Evidence(toneRank, mean: 0.6191, spread: 0.2542, 0.357, 0.084),
      Evidence(groundRank, mean: 0.5196, spread: 0.2623, 0.087, 0.321),
      Evidence(log(sideDistance + 0.02), mean: -1.774, spread: 0.7751, -1.772, -1.705),
      Evidence(lateralDistance, mean: 0.2692, spread: 0.1306, -1.537, -0.667),
    ]
    return evidence.reduce(-9.190) { $0 + $1.logit }
  }

  /// What one measure says.
  private struct Evidence {
    let logit: Double

    /// - Parameters:
    ///   - mean, spread: Of the value over all candidates.
    ///   - slope, curve: Weights of the value in spreads from its mean, and of its square. Both are
    ///     bounded, since nothing is known of values that were never seen.
    init(_ value: Double, mean: Double, spread: Double, _ slope: Double, _ curve: Double) {
      let distance = min(4, max(-4, (value - mean) / spread))
      logit = slope * distance + curve * min(9, distance * distance)
    }
  }
}
