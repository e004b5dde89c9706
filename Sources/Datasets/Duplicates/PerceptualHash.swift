internal import Foundation

/// A fingerprint of 63 bits that survives re-encoding, resizing and small changes of tone.
///
/// pHash (Zauner 2010, "Implementation and benchmarking of perceptual image hash functions"): which
/// of the 8 × 8 lowest frequencies of the discrete cosine transform of a 32 × 32 picture lie above
/// their median, the mean tone left out. A hash of gradients (dHash) is cheaper, but on radiographs
/// flips with the noise of flat air.
///
/// On 328 radiographs re-encoding as JPEG, resizing to 224 × 224 and gamma 0.8 to 1.25 changed at
/// most 8 bits. Two patients differed in 26 bits in the middle, but some pairs in 6 only: chests
/// look alike, so a near hash is a candidate and not yet a copy; see ``PictureDetail``.
package struct PerceptualHash: Sendable, Hashable {
  /// The hash, 63 bits, the lowest frequencies first and highest.
  package let bits: UInt64

  /// The side of the picture that is hashed.
  static let side = 32
  private static let frequencies = 8

  /// The hash of a row-major picture of 32 × 32 samples.
  package init(_ samples: [Float]) {
    precondition(samples.count == Self.side * Self.side)
    let (side, count) = (Self.side, Self.frequencies)
    var rows = [Double](repeating: 0, count: count * side)
    for v in 0..<count {
      for y in 0..<side {
        let weight = Self.cosines[v * side + y]
        for x in 0..<side { rows[v * side + x] += weight * Double(samples[y * side + x]) }
      }
    }
    var coefficients: [Double] = []
    for v in 0..<count {
      for u in 0..<count where u + v > 0 {
        coefficients.append(
          (0..<side).reduce(0.0) { $0 + rows[v * side + $1] * Self.cosines[u * side + $1] })
      }
    }
    let median = coefficients.sorted()[coefficients.count / 2]
    bits = coefficients.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
  }

  /// In how many bits two hashes differ.
  package func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

  /// The orthonormal DCT-II but for a common factor, row by row.
  private static let cosines: [Double] = (0..<frequencies).flatMap { frequency in
    (0..<side).map { place in
      let angle = Double.pi * Double(frequency * (2 * place + 1)) / Double(2 * side)
      return frequency == 0 ? 0.5.squareRoot() : cos(angle)
    }
  }
}
