extension Path {
  /// The border between the `true` and the `false` pixels, as closed lines in pixel units.
  ///
  /// The lines run through the middles of the edges between pixels, so they stay within half a
  /// pixel of the exact border and have no stairs on a slant. Outside the picture counts as
  /// `false`; pixels that touch only at a corner are separate.
  ///
  /// - Parameters:
  ///   - pixels: Row-major, `width * height` of them.
  ///   - smoothing: How many times each point moves half-way to the middle of its neighbours; the
  ///     lines then leave the border at corners only, by about `0.4 * smoothing.squareRoot()`.
  package static func boundary(
    of pixels: [Bool], width: Int, height: Int, smoothing: Int = 0
  ) -> Path {
    let tracer = BoundaryTracer(pixels: pixels, width: width, height: height)
    return Path(contours: tracer.loops().map { smooth($0, times: smoothing) })
  }

  private static func smooth(_ loop: [Point], times: Int) -> [Point] {
    // A speck would shrink to nothing.
    guard loop.count >= 12 else { return loop }
    var (current, next) = (loop, loop)
    for _ in 0..<times {
      var previous = current[current.count - 1]
      for index in current.indices {
        let following = current[index + 1 < current.count ? index + 1 : 0]
        next[index] = current[index] * 0.5 + (previous + following) * 0.25
        previous = current[index]
      }
      swap(&current, &next)
    }
    return current
  }
}

/// Walks along the edges between pixels with `true` on the right hand.
private struct BoundaryTracer {
  let pixels: [Bool]
  let width: Int
  let height: Int

  private func isSet(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x]
  }

  /// Every closed line, each as the middles of its edges.
  func loops() -> [[Point]] {
    var loops: [[Point]] = []
    // Each loop has an edge that runs to the right, along the top of a `true` pixel.
    var visited = [Bool](repeating: false, count: pixels.count)
    for y in 0..<height {
      for x in 0..<width {
        let index = y * width + x
        if pixels[index], !visited[index], y == 0 || !pixels[index - width] {
          loops.append(loop(fromTopOf: (x, y), visited: &visited))
        }
      }
    }
    return loops
  }

  private func loop(fromTopOf pixel: (x: Int, y: Int), visited: inout [Bool]) -> [Point] {
    var (x, y) = pixel
    var (dx, dy) = (1, 0)
    var middles: [Point] = []
    repeat {
      if (dx, dy) == (1, 0) { visited[y * width + x] = true }
      middles.append(Point(x: Double(x) + Double(dx) / 2, y: Double(y) + Double(dy) / 2))
      (x, y) = (x + dx, y + dy)
      // The two pixels ahead, of those that meet at this corner.
      let right = isSet((dx - dy - 1) / 2 + x, (dx + dy - 1) / 2 + y)
      let left = isSet((dx + dy - 1) / 2 + x, (dy - dx - 1) / 2 + y)
      if !right {
        (dx, dy) = (-dy, dx)
      } else if left {
        (dx, dy) = (dy, -dx)
      }
    } while (x, y) != pixel || (dx, dy) != (1, 0)
    return middles
  }
}
