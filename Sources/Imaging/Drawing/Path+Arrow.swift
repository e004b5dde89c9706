extension Path {
  /// A solid arrow that ends at `tip`, pointing away from `tail`.
  ///
  /// - Parameter thickness: The width of the shaft; the head is three times as wide.
  package static func arrow(from tail: Point, to tip: Point, thickness: Double) -> Path {
    let along = tip - tail
    guard along.length > 0 else { return Path() }
    let forward = along * (1 / along.length)
    let side = Point(x: -forward.y, y: forward.x)
    let headLength = min(3.2 * thickness, along.length)
    // The head is swept back a little, so that it reads as an arrow even when small.
    let (neck, barb) = (tip - forward * (0.82 * headLength), tip - forward * headLength)
    return Path(contours: [
      [
        tip, barb + side * (1.5 * thickness), neck + side * (0.5 * thickness),
        tail + side * (0.5 * thickness), tail - side * (0.5 * thickness),
        neck - side * (0.5 * thickness), barb - side * (1.5 * thickness),
      ]
    ])
  }
}
