import Foundation
import Tensors

/// Two trees of vessels that leave the hila and grow thinner towards the chest wall.
struct PulmonaryVessels: Sendable {
  private struct Segment {
    let start, end: (x: Double, y: Double)
    let radius: Double
  }

  private var segments: [Segment] = []

  init(of anatomy: Anatomy, from generator: inout RandomGenerator) {
    for lung in [anatomy.rightLung, anatomy.leftLung] {
      let height = generator.uniform(in: -0.05 ... -0.01) + (lung.side < 0 ? 0.015 : 0)
      let hilum = (x: lung.side * (lung.medial(at: height) + 0.012), y: height)
      for direction in [-1.25, -0.75, -0.25, 0.15, 0.55, 0.95, 1.3] {
        let angle = direction + generator.uniform(in: -0.18...0.18)
        grow(
          from: hilum, angle: angle, length: generator.uniform(in: 0.05...0.075),
          radius: generator.uniform(in: 0.0045...0.0068), generation: 0, side: lung.side,
          &generator)
      }
    }
  }

  private mutating func grow(
    from start: (x: Double, y: Double), angle: Double, length: Double, radius: Double,
    generation: Int, side: Double, _ generator: inout RandomGenerator
  ) {
    let end = (x: start.x + side * length * cos(angle), y: start.y + length * sin(angle))
    segments.append(Segment(start: start, end: end, radius: radius))
    guard generation < 4 else { return }
    let fork = generator.uniform(in: 0.25...0.55)
    let lean = generator.uniform(in: -0.15...0.15)
    for turn in [-fork, fork] {
      grow(
        from: end, angle: angle + lean + turn, length: length * generator.uniform(in: 0.68...0.92),
        radius: radius * generator.uniform(in: 0.62...0.80), generation: generation + 1,
        side: side, &generator)
    }
  }

  /// The vessels' share of attenuation, row-major, `0...1`; thin vessels are fainter.
  func painted(on canvas: PictureFrame, anatomy: Anatomy) -> [Double] {
    var picture = [Double](repeating: 0, count: canvas.width * canvas.height)
    for segment in segments {
      let start = canvas.pixel(anatomy.picture(segment.start.x, segment.start.y))
      let end = canvas.pixel(anatomy.picture(segment.end.x, segment.end.y))
      // A vessel thinner than a pixel keeps its integral by becoming fainter, not by vanishing.
      let radius = segment.radius * anatomy.scale * canvas.shortSide
      let drawn = max(radius, 0.7)
      let strength = min(1, segment.radius / 0.0055) * radius / drawn
      let reach = drawn * 2
      guard
        let columns = canvas.columns(
          from: min(start.x, end.x) - reach, to: max(start.x, end.x) + reach),
        let rows = canvas.rows(from: min(start.y, end.y) - reach, to: max(start.y, end.y) + reach)
      else { continue }
      let dx = end.x - start.x
      let dy = end.y - start.y
      let square = max(1e-9, dx * dx + dy * dy)
      for row in rows {
        for column in columns {
          let px = Double(column) - start.x
          let py = Double(row) - start.y
          let along = min(1, max(0, (px * dx + py * dy) / square))
          let ox = px - along * dx
          let oy = py - along * dy
          let rest = 1 - (ox * ox + oy * oy) / (reach * reach)
          guard rest > 0 else { continue }
          let index = row * canvas.width + column
          picture[index] = max(picture[index], strength * rest * rest)
        }
      }
    }
    return picture
  }
}
