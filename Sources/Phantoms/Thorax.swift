import Foundation
package import Imaging
import Tensors

/// One patient's chest, from which any number of radiographs can be taken.
///
/// A radiograph is made as in the clinic: attenuation of body, air, bone and disease adds up
/// along the ray, and the film answers with an S-shaped curve. The disease only ever changes
/// points inside the lungs.
package struct Thorax: Sendable {
  private let anatomy: Anatomy
  private let vessels: PulmonaryVessels
  private let opacities: Opacities
  private let haze: SmoothNoise
  private let parenchyma: SmoothNoise
  private let grain: SmoothNoise

  /// The patient's chest; it depends on nothing but the two numbers.
  package init(patient: Int, seed: UInt64) {
    let identity = UInt64(bitPattern: Int64(patient))
    var body = RandomGenerator(seed: seed, identity, 1)
    anatomy = Anatomy(from: &body)
    vessels = PulmonaryVessels(of: anatomy, from: &body)
    haze = SmoothNoise(cellsPerUnit: 4, cells: 16, from: &body)
    parenchyma = SmoothNoise(cellsPerUnit: 34, from: &body)
    grain = SmoothNoise(cellsPerUnit: 90, from: &body)
    var disease = RandomGenerator(seed: seed, identity, 2)
    opacities = Opacities(in: anatomy, from: &disease)
  }

  /// The radiograph before any hospital's look, and the lungs' exact mask.
  package func radiograph(width: Int, height: Int, label: PhantomLabel) -> (
    image: GrayImage, lungMask: [Bool]
  ) {
    let frame = PictureFrame(width: width, height: height)
    let vessels = vessels.painted(on: frame, anatomy: anatomy)
    var samples: [Float] = []
    var lungMask: [Bool] = []
    samples.reserveCapacity(width * height)
    lungMask.reserveCapacity(width * height)
    for row in 0..<height {
      for column in 0..<width {
        let position = frame.position(column: column, row: row)
        let (x, y) = anatomy.patient(position.u, position.v)
        let lung = anatomy.lung(at: x)
        let depth = lung.depth(x, y)
        var attenuation = body(x, y, wall: lung.wall(at: y), lungDepth: depth)
        if depth > 0 {
          let air = self.air(x, y, depth: depth)
          let disease = label == .covid ? opacities.density(x, y) * smoothstep(0, 0.012, depth) : 0
          let vessel = 0.16 * vessels[row * width + column] * (1 - 0.6 * disease)
          let lace = 0.016 * parenchyma(x, y) + 0.010 * grain(x, y)
          attenuation += vessel + lace - air * (1 - 0.78 * disease)
        }
        samples.append(Float(film(attenuation)))
        lungMask.append(depth > 0)
      }
    }
    return (GrayImage(width: width, height: height, samples: samples), lungMask)
  }

  /// How much attenuation the air in the lung takes away: at once at its border, then more with
  /// the depth of air the ray passes.
  private func air(_ x: Double, _ y: Double, depth: Double) -> Double {
    let hilum = bell(hypot((abs(x) - 0.10) / 1.0, (y + 0.02) / 1.6), width: 0.032)
    let share = 0.62 * smoothstep(0, 0.010, depth) + 0.38 * smoothstep(0, 0.10, depth)
    return anatomy.lungDarkness * share * (1 - 0.20 * hilum)
  }

  /// Attenuation of everything but the lungs' content.
  private func body(_ x: Double, _ y: Double, wall: Double, lungDepth: Double) -> Double {
    let depth = anatomy.torso.depth(x, y)
    guard depth > 0 else { return 0 }
    var sum = 0.68 * (1 - exp(-depth / 0.055)) + 0.05 * haze(x, y)
    sum += 0.10 * smoothstep(0.12, 0.34, y)  // abdomen
    sum += 0.16 * smoothstep(-0.05, 0.35, anatomy.heart.depth(x, y)) * smoothstep(0.32, 0.18, y)
    sum += spine(x, y)
    sum += anatomy.ribCage.attenuation(x, y, wall: wall)
    sum += 0.09 * anatomy.torso.humerus(x, y)
    sum += scapula(abs(x), y)
    if let breasts = anatomy.breasts {
      let distance = hypot(abs(x) - breasts.x, (y - breasts.y) * (y < breasts.y ? 0.7 : 1))
      let inside = smoothstep(breasts.radius, breasts.radius - 0.02, distance)
      sum += 0.055 * inside * smoothstep(-0.16, 0.10, y - breasts.y)
    }
    if let bubble = anatomy.gastricBubble, lungDepth < 0 {
      let distance = hypot((x - bubble.x) / 1.35, y - bubble.y) / bubble.radius
      sum -= 0.20 * smoothstep(1, 0.7, distance) * smoothstep(0, 0.02, -lungDepth)
    }
    return max(0, sum) * smoothstep(0, 0.01, depth)
  }

  /// Vertebrae with their discs, and the trachea's dark stripe in front of them.
  private func spine(_ x: Double, _ y: Double) -> Double {
    let distance = abs(x - 0.006 * sin(4 * y + anatomy.tracheaOffset * 100))
    let column = smoothstep(0.044, 0.030, distance)
    let phase = (y - anatomy.ribCage.firstRib) / anatomy.ribCage.spacing
    let disc = 0.5 - 0.5 * cos(2 * Double.pi * phase)
    let bone = column * (0.085 + 0.035 * disc) * (1 - 0.55 * smoothstep(-0.05, 0.1, y))
    let pedicle = 0.03 * bell(distance - 0.022, width: 0.006) * disc
    let mediastinum = 0.10 * bell(x - 0.005, width: 0.05)
    let width = 0.015
    let edge = abs(x - anatomy.tracheaOffset - 0.05 * max(0, y + 0.3) * anatomy.tracheaOffset)
    let trachea = smoothstep(width, width * 0.55, edge) * smoothstep(-0.10, -0.18, y)
    return bone + pedicle + mediastinum - 0.115 * trachea
  }

  /// The shoulder blade: a faint plate beside the upper chest wall with a brighter inner edge.
  private func scapula(_ lateral: Double, _ y: Double) -> Double {
    let top = anatomy.torso.shoulder + 0.06
    let inner = anatomy.rightLung.halfWidth - 0.035 + 0.28 * abs(y - top - 0.10)
    let plate = smoothstep(-0.004, 0.008, lateral - inner) * smoothstep(0.13, 0.08, lateral - inner)
    let extent = smoothstep(top, top + 0.03, y) * smoothstep(top + 0.30, top + 0.22, y)
    let rim = bell(lateral - inner - 0.004, width: 0.005)
    return extent * (0.030 * plate + 0.025 * rim)
  }

  /// The film's S-shaped answer: 0 for air.
  private func film(_ attenuation: Double) -> Double {
    let (middle, latitude) = anatomy.exposure
    let floor = 1 / (1 + exp(middle / latitude))
    let value = 1 / (1 + exp((middle - attenuation) / latitude))
    return 0.02 + 0.96 * (value - floor) / (1 - floor)
  }
}
