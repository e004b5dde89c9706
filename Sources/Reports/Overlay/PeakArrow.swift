package import Imaging

/// An arrow at a point of a picture that never leaves the frame.
///
/// Of sixteen directions it comes from the one where it hides the least saliency. Near a border
/// it comes from within; where the frame is too small for it, it shrinks.
package struct PeakArrow: Equatable {
  /// The outline.
  package let path: Path
  /// The width of the dark rim, outside the outline.
  package let rim: Double

  /// - Parameters:
  ///   - target: Where to point.
  ///   - strength: The share of the map's maximum, 0…1, at a point of the frame.
  package init(at target: Point, in frame: Rectangle, strength: (Point) -> Float) {
    let size = (frame.width * frame.height).squareRoot()
    let length = max(30, 0.12 * size)
    let thickness = 0.13 * length
    let rim = max(1.25, 0.22 * thickness)
    self.rim = rim
    // The rim's corners reach a little farther than the rim is wide.
    let margin = 1.5 * rim + 0.5
    let (besides, above) = (min(margin, frame.width / 4), min(margin, frame.height / 4))
    let inner = Rectangle(
      x: frame.x + besides, y: frame.y + above,
      width: frame.width - 2 * besides, height: frame.height - 2 * above)

    var best: (cost: Double, path: Path)?
    for direction in Self.directions {
      let tip = target + direction * (0.08 * length)
      let arrow = Path.arrow(from: tip + direction * length, to: tip, thickness: thickness)
      let (path, changed) = arrow.kept(inside: inner)
      let hidden = path.contours.joined().map(strength).reduce(0, +) / 7
      // Pointing exactly matters more than hiding nothing.
      let cost = 4 * changed + Double(hidden)
      // A later direction must be better by more than rounding or a hint of colour.
      if best.map({ cost < $0.cost - 0.02 }) ?? true { best = (cost, path) }
    }
    path = best?.path ?? Path()
  }

  /// From the target to the tail, in order of preference: diagonals first.
  private static let directions: [Point] = {
    let (s, c, half) = (0.382_683_432_365, 0.923_879_532_511, 0.5.squareRoot())
    let diagonals = [(-half, -half), (half, -half), (-half, half), (half, half)]
    let between = [(-c, -s), (c, -s), (-s, -c), (s, -c), (-c, s), (c, s), (-s, c), (s, c)]
    let straight = [(-1.0, 0.0), (1, 0), (0, -1), (0, 1)]
    return (diagonals + between + straight).map { Point(x: $0.0, y: $0.1) }
  }()
}

extension Path {
  /// The path, shrunk and moved as far as needed to lie inside `frame`, and how much that was as a
  /// share of its size.
  fileprivate func kept(inside frame: Rectangle) -> (path: Path, changed: Double) {
    guard let bounds else { return (self, 0) }
    let scale = min(1, frame.width / bounds.width, frame.height / bounds.height)
    let center = Point(x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2)
    let (width, height) = (bounds.width * scale, bounds.height * scale)
    func inside(_ middle: Double, _ length: Double, _ from: Double, _ to: Double) -> Double {
      min(max(middle, from + length / 2), max(to - length / 2, from + length / 2))
    }
    let moved = Point(
      x: inside(center.x, width, frame.x, frame.maxX),
      y: inside(center.y, height, frame.y, frame.maxY))
    return (
      placed(scale: scale, offset: moved - center * scale),
      1 - scale + (moved - center).length / max(bounds.width, bounds.height)
    )
  }
}
