/// Grey-scale morphology with a square of side `2 * radius + 1`.
///
/// An extreme over a window is built from extremes over windows of half its size, so that the cost
/// grows with the logarithm of the radius and the loops are vectorised. Rows are worked off one
/// after the other while they and those above are in the cache. Outside the picture there is
/// nothing: it never decides a minimum or maximum.
package enum Opening {
  /// The plane without what is bright and narrower than the square.
  package static func opened(_ plane: [UInt8], width: Int, height: Int, radius: Int) -> [UInt8] {
    maximum(
      minimum(plane, width: width, height: height, radius: radius), width: width, height: height,
      radius: radius)
  }

  /// The least sample within `radius` rows and columns of each pixel.
  static func minimum(_ plane: [UInt8], width: Int, height: Int, radius: Int) -> [UInt8] {
    folded(plane, width: width, height: height, radius: radius, outside: .max) { $0 < $1 ? $0 : $1 }
  }

  /// The greatest sample within `radius` rows and columns of each pixel.
  static func maximum(_ plane: [UInt8], width: Int, height: Int, radius: Int) -> [UInt8] {
    folded(plane, width: width, height: height, radius: radius, outside: .min) { $0 > $1 ? $0 : $1 }
  }

  /// - Parameter outside: What decides nothing.
  @inline(__always)
  private static func folded(
    _ plane: [UInt8], width: Int, height: Int, radius: Int, outside: UInt8,
    _ choice: (UInt8, UInt8) -> UInt8
  ) -> [UInt8] {
    let rows = height + 2 * radius
    let steps = steps(toWindow: 2 * radius + 1)
    func fold(
      _ samples: UnsafePointer<UInt8>, _ ahead: UnsafePointer<UInt8>,
      into target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
      for index in 0..<count { target[index] = choice(samples[index], ahead[index]) }
    }
    // A row, begun at the window's first column, and another one, for loops that write where they
    // read are not vectorised.
    var line = [UInt8](repeating: outside, count: 2 * (width + 2 * radius))
    // Rows folded along themselves, then with those below: row `y` is that of the window from it on.
    var folds = [UInt8](repeating: outside, count: rows * width)
    return [UInt8](unsafeUninitializedCapacity: width * height) { result, count in
      folds.withUnsafeMutableBufferPointer { folds in
        plane.withUnsafeBufferPointer { plane in
          guard let start = folds.baseAddress, let plane = plane.baseAddress,
            let result = result.baseAddress
          else { return }
          for y in 0..<rows {
            if (radius..<radius + height).contains(y) {
              line.withUnsafeMutableBufferPointer { line in
                line.update(repeating: outside)
                guard var from = line.baseAddress else { return }
                var into = from + line.count / 2
                var length = line.count / 2
                (from + radius).update(from: plane + (y - radius) * width, count: width)
                for step in steps {
                  length -= step
                  fold(from, from + step, into: into, length)
                  swap(&from, &into)
                }
                (start + y * width).update(from: from, count: width)
              }
            }
            // Each row above is folded once more as soon as what it needs is there.
            var above = y
            for step in steps {
              above -= step
              guard above >= 0 else { break }
              let row = start + above * width
              fold(row, row + step * width, into: row, width)
            }
            if above >= 0 {
              (result + above * width).initialize(from: start + above * width, count: width)
            }
          }
        }
      }
      count = width * height
    }
  }

  /// By how much the window is moved, each time, to be folded with itself.
  private static func steps(toWindow window: Int) -> [Int] {
    var (steps, covered): ([Int], Int) = ([], 1)
    while covered < window {
      steps.append(min(covered, window - covered))
      covered += steps[steps.count - 1]
    }
    return steps
  }
}
