import Foundation
import Tensors

/// The disease: patchy ground-glass and consolidation in both lungs, mostly low and peripheral.
struct Opacities: Sendable {
  private struct Patch {
    let x, y: Double
    let along, across: Double
    let cosine, sine: Double
    let strength: Double
  }

  private var patches: [Patch] = []
  private let outline: SmoothNoise
  private let texture: SmoothNoise

  init(in anatomy: Anatomy, from generator: inout RandomGenerator) {
    outline = SmoothNoise(cellsPerUnit: 28, from: &generator)
    texture = SmoothNoise(cellsPerUnit: 75, from: &generator)
    let severity = generator.uniform(in: 0.75...1.1)
    for lung in [anatomy.rightLung, anatomy.leftLung] {
      for _ in 0..<(4 + generator.index(below: 5)) {
        let position = 0.30 + 0.62 * generator.uniform().squareRoot()
        let y = lung.apex + position * (lung.angle - lung.apex)
        let wall = lung.wall(at: y)
        let inwards = 0.08 + 0.62 * pow(generator.uniform(), 1.6)
        let lateral = wall - inwards * (wall - lung.medial(at: y))
        let size = generator.uniform(in: 0.028...0.062)
        // Patches lie along the wall: longer upwards than inwards.
        let lean = generator.uniform(in: -0.5...0.5)
        patches.append(
          Patch(
            x: lung.side * lateral, y: min(y, lung.diaphragm(at: lateral) - 0.02),
            along: size * generator.uniform(in: 1.1...1.7), across: size,
            cosine: cos(lean), sine: sin(lean),
            strength: severity * generator.uniform(in: 0.42...0.92)))
      }
    }
  }

  /// The share of air that the disease replaces at a point, `0...1`.
  func density(_ x: Double, _ y: Double) -> Double {
    var air = 1.0
    var ragged: Double?
    for patch in patches {
      let dx = x - patch.x
      let dy = y - patch.y
      let along = (dy * patch.cosine + dx * patch.sine) / patch.along
      let across = (dx * patch.cosine - dy * patch.sine) / patch.across
      let square = along * along + across * across
      guard square < 3 else { continue }
      let edge = ragged ?? outline(x, y)
      ragged = edge
      air *= 1 - patch.strength * smoothstep(1.25, 0.35, square.squareRoot() + 0.38 * edge)
    }
    guard air < 1 else { return 0 }
    return min(0.95, max(0, (1 - air) * (0.85 + 0.35 * texture(x, y))))
  }
}
