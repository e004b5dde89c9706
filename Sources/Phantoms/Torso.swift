import Foundation

/// The body's silhouette: neck, shoulders, trunk and the upper arms.
struct Torso: Sendable {
  /// Half the trunk's width beside the lungs.
  let chest: Double
  /// Height of the shoulders' top where they meet the neck.
  let shoulder: Double
  /// Half the neck's width.
  let neck: Double
  /// Direction of the upper arm, outwards from straight down.
  let arm: Direction
  let armRadius: Double

  /// How deep a point lies inside the body; negative in air.
  func depth(_ x: Double, _ y: Double) -> Double {
    let lateral = abs(x)
    // The shoulder line falls outwards; above it only the neck remains.
    let slope = shoulder - 0.055 + 0.42 * max(0, lateral - neck) * (0.35 + lateral)
    let belowShoulder = y - slope
    let trunkWidth = chest + 0.09 * smoothstep(0.05, -0.32, y) + 0.012 * smoothstep(0.1, 0.4, y)
    let trunk = min(trunkWidth - lateral, belowShoulder)
    return max(
      max(trunk, neck + 0.02 * smoothstep(-0.5, -0.7, y) - lateral - max(0, y)),
      armDepth(lateral, y))
  }

  /// How deep a point lies inside the upper arm.
  private func armDepth(_ lateral: Double, _ y: Double) -> Double {
    armRadius - axisDistance(lateral, y)
  }

  /// Brightness 0…1 of the humerus: a shaft and its round head.
  func humerus(_ x: Double, _ y: Double) -> Double {
    let lateral = abs(x)
    let head = hypot(lateral - joint.x, y - joint.y)
    let shaft = axisDistance(lateral, y)
    return max(smoothstep(0.044, 0.034, head) * 0.9, smoothstep(0.026, 0.018, shaft))
  }

  private var joint: (x: Double, y: Double) { (chest + 0.035, shoulder + 0.115) }

  private func axisDistance(_ lateral: Double, _ y: Double) -> Double {
    let dx = lateral - joint.x
    let dy = y - joint.y
    let along = min(0.75, max(0, dx * arm.sine + dy * arm.cosine))
    return hypot(dx - along * arm.sine, dy - along * arm.cosine)
  }
}
