/// Grey-scale morphology with a square of side `2 * radius + 1`.
///
/// A minimum over a window is built from minima over windows of half its size, so that the cost
/// grows with the logarithm of the radius and the loops are vectorised. Outside the picture there
/// is nothing: it never decides a minimum or maximum.
package enum Opening {
  /// The plane without what is bright and narrower than the square.
  package static func opened(_ plane: [UInt8], width: Int, height: Int, radius: Int) -> [UInt8] {
    let low = minimum(plane, width: width, height: height, radius: radius)
    let high = minimum(low.map { ~$0 }, width: width, height: height, radius: radius)
    return high.map { ~$0 }
  }

  /// The least sample within `radius` rows and columns of each pixel.
  static func minimum(_ plane: [UInt8], width: Int, height: Int, radius: Int) -> [UInt8] {
    let stride = width + 2 * radius
    let rows = height + 2 * radius
    // Every read below stays inside: the last window ends at `rows * stride`.
    var padded = [UInt8](repeating: 255, count: rows * stride)
    return padded.withUnsafeMutableBufferPointer { padded in
      plane.withUnsafeBufferPointer { plane in
        for y in 0..<height {
          let target = (y + radius) * stride + radius
          for x in 0..<width { padded[target + x] = plane[y * width + x] }
        }
      }
      fold(padded, window: 2 * radius + 1, step: 1)
      fold(padded, window: 2 * radius + 1, step: stride)
      return [UInt8](unsafeUninitializedCapacity: width * height) { result, count in
        for y in 0..<height {
          for x in 0..<width { result[y * width + x] = padded[y * stride + x] }
        }
        count = width * height
      }
    }
  }

  /// Replaces each sample by the least of the `window` samples that follow each other at `step`,
  /// beginning with itself; what would lie behind the end is left out.
  private static func fold(_ samples: UnsafeMutableBufferPointer<UInt8>, window: Int, step: Int) {
    guard let start = samples.baseAddress else { return }
    func take(_ distance: Int) {
      let ahead = start + distance
      for index in 0..<max(0, samples.count - distance) {
        start[index] = min(start[index], ahead[index])
      }
    }
    var covered = 1
    while 2 * covered <= window {
      take(covered * step)
      covered *= 2
    }
    if covered < window { take((window - covered) * step) }
  }
}
