import Tensors

/// The measures of one patient, drawn once from the patient's own random sequence.
///
/// Lengths are in units of the picture's short side; the origin is its centre, `x` runs to the
/// right of the picture (the patient's left) and `y` downwards. `tilt`, `scale` and `shift` say
/// how the patient stands in the picture; everything else is measured on the patient.
struct Anatomy: Sendable {
  let scale: Double
  let tilt: Direction
  let shift: (x: Double, y: Double)

  let rightLung: LungField
  let leftLung: LungField
  let heart: Heart
  let ribCage: RibCage
  let torso: Torso

  /// How bright the picture is (the attenuation shown as middle grey) and how soft its contrast.
  let exposure: (middle: Double, latitude: Double)
  let lungDarkness: Double
  let tracheaOffset: Double
  let gastricBubble: (x: Double, y: Double, radius: Double)?
  /// Radius of the breast shadows and height of their lower edge.
  let breasts: (x: Double, y: Double, radius: Double)?

  init(from generator: inout RandomGenerator) {
    func draw(_ middle: Double, _ spread: Double) -> Double {
      generator.uniform(in: (middle - spread)...(middle + spread))
    }
    scale = draw(0.99, 0.06)
    tilt = Direction(angle: draw(0, 0.05))
    shift = (draw(0, 0.018), draw(0, 0.018))

    heart = Heart(
      x: draw(0.055, 0.012), y: draw(0.095, 0.015), long: draw(0.178, 0.024),
      short: draw(0.122, 0.014), axis: Direction(angle: draw(0.62, 0.13)), knob: draw(0.030, 0.010))
    let apex = draw(-0.365, 0.018)
    let angle = draw(0.265, 0.025)
    let halfWidth = draw(0.352, 0.018)
    let domeHeight = draw(0.115, 0.02)
    let apexX = draw(0.135, 0.012)
    rightLung = LungField(
      side: -1, apex: apex + draw(0, 0.006), angle: angle + draw(0, 0.008), apexX: apexX,
      halfWidth: halfWidth + draw(0, 0.010), domeTop: angle - domeHeight - draw(0.012, 0.010),
      domeX: draw(0.17, 0.02), heart: heart)
    leftLung = LungField(
      side: 1, apex: apex + draw(0, 0.006), angle: angle + draw(0, 0.008), apexX: apexX,
      halfWidth: halfWidth + draw(0, 0.010), domeTop: angle - domeHeight + draw(0.012, 0.010),
      domeX: draw(0.20, 0.02), heart: heart)
    ribCage = RibCage(
      firstRib: apex + draw(0.012, 0.010), spacing: draw(0.064, 0.005),
      slope: draw(0.085, 0.025), halfWidth: draw(0.0105, 0.002), halfChest: halfWidth,
      brightness: draw(0.075, 0.025), clavicle: apex + draw(0.085, 0.022),
      clavicleRise: draw(0.055, 0.03), jitter: (0..<24).map { _ in draw(0, 0.006) })
    torso = Torso(
      chest: halfWidth + draw(0.075, 0.025), shoulder: draw(-0.375, 0.025),
      neck: draw(0.115, 0.015),
      arm: Direction(angle: draw(0.28, 0.10)), armRadius: draw(0.075, 0.012))

    exposure = (draw(0.50, 0.055), draw(0.165, 0.022))
    lungDarkness = draw(0.47, 0.05)
    tracheaOffset = draw(-0.004, 0.010)
    let bubble = (x: draw(0.17, 0.04), y: angle + draw(0.0, 0.02), radius: draw(0.045, 0.018))
    gastricBubble = generator.uniform() < 0.55 ? bubble : nil
    let breast = (x: draw(0.215, 0.02), y: draw(0.13, 0.04), radius: draw(0.15, 0.02))
    breasts = generator.uniform() < 0.4 ? breast : nil
  }

  /// The lung on the side of `x`.
  func lung(at x: Double) -> LungField { x < 0 ? rightLung : leftLung }

  /// A point of the patient from a point of the picture.
  func patient(_ u: Double, _ v: Double) -> (x: Double, y: Double) {
    let dx = (u - shift.x) / scale
    let dy = (v - shift.y) / scale
    return (dx * tilt.cosine + dy * tilt.sine, dy * tilt.cosine - dx * tilt.sine)
  }

  /// A point of the picture from a point of the patient.
  func picture(_ x: Double, _ y: Double) -> (u: Double, v: Double) {
    let du = x * tilt.cosine - y * tilt.sine
    let dv = x * tilt.sine + y * tilt.cosine
    return (du * scale + shift.x, dv * scale + shift.y)
  }
}
