internal import Foundation
internal import Statistics

/// How values lie along a line: a sum of Gaussians, the highest point scaled to 1.
///
/// The width is Silverman's rule, `0.9 · min(s, IQR / 1.34) · n^(−1/5)` (1986, eq. 3.31), and at
/// least 1/100 of the domain, so that equal values make a narrow peak and not a spike.
package struct KernelDensity: Sendable {
  /// The curve from the lower to the upper end of the domain.
  package let curve: [(value: Double, height: Double)]

  /// - Precondition: `values` is not empty and finite.
  package init(_ values: [Double], over domain: ClosedRange<Double>, steps: Int = 80) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let quartiles = (values.quantile(0.75) ?? 0) - (values.quantile(0.25) ?? 0)
    let spread = quartiles > 0 ? min(deviation, quartiles / 1.34) : deviation
    let span = domain.upperBound - domain.lowerBound
    let width = max(0.9 * spread * pow(count, -0.2), span / 100)
    let places = (0...steps).map { domain.lowerBound + span * Double($0) / Double(steps) }
    let heights = places.map { place in
      values.reduce(0) { $0 + exp(-0.5 * pow((place - $1) / width, 2)) }
    }
    let highest = heights.max() ?? 0
    curve = zip(places, heights).map { ($0, highest > 0 ? $1 / highest : 0) }
  }
}
