package import Tensors

/// The largest difference of two lists, as a share of the largest size in `expected`.
///
/// Infinite when the counts differ or a difference is not a number.
package func relativeError(_ found: [Float], _ expected: [Float]) -> Float {
  guard found.count == expected.count else { return .infinity }
  let scale = max(expected.lazy.map(abs).max() ?? 0, .leastNormalMagnitude)
  let worst = zip(found, expected).reduce(Float(0)) { worst, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN ? .infinity : max(worst, difference)
  }
  return worst / scale
}

/// `Σ a·b` in double precision.
package func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.logicalElements, b.logicalElements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
