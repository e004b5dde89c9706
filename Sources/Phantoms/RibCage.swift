/// Ribs and clavicles as bands of extra attenuation.
///
/// All ribs share one curve, shifted by the spacing, so the rib nearest to a point is found by
/// rounding instead of by a search.
struct RibCage: Sendable {
  /// Height of the first posterior rib at the spine.
  let firstRib: Double
  let spacing: Double
  /// How far a posterior rib falls between spine and chest wall.
  let slope: Double
  let halfWidth: Double
  let halfChest: Double
  let brightness: Double
  /// Height of the clavicles at the sternum, and how far they rise to the shoulder.
  let clavicle: Double
  let clavicleRise: Double
  /// A small shift of each rib: 12 posterior ones, then 12 anterior ones.
  let jitter: [Double]

  /// Attenuation of all bones of the cage at a point, `wall` being the chest wall's distance.
  func attenuation(_ x: Double, _ y: Double, wall: Double) -> Double {
    let lateral = abs(x)
    let share = lateral / halfChest
    var bone = clavicleBand(lateral, y)
    let insideCage = smoothstep(wall + 0.022, wall + 0.010, lateral)
    guard insideCage > 0 else { return bone }

    // Posterior: from the spine nearly level, then down along the wall. Lower ribs fall more.
    let fall = slope * (0.75 + 0.9 * (y - firstRib)) * share * share * (1 + 0.6 * share)
    let behind = y - (firstRib - 0.018 * share * (1 - share) * 4 + fall)
    let posterior = band(behind, count: 10, jitterFrom: 0) * smoothstep(0.035, 0.06, lateral)
    // Anterior: from the wall down to the sternum, fading where bone becomes cartilage.
    let rest = max(0, 1 - share)
    let ahead = y - (firstRib + 0.045 + slope + 0.26 * rest * (0.55 + 0.6 * rest))
    let anterior = band(ahead, count: 7, jitterFrom: 12) * smoothstep(0.38, 0.62, share)
    let abdomen = 1 - 0.5 * smoothstep(0.14, 0.28, y)
    bone += brightness * insideCage * abdomen * (posterior + 0.62 * anterior)
    // Every rib turns from back to front at the wall: seen end on, it is denser there.
    bone += 0.45 * brightness * smoothstep(0.022, 0, abs(wall - lateral - 0.004))
    return bone
  }

  /// A rib's profile: flat with brighter edges, because bone is a tube.
  private func band(_ offset: Double, count: Int, jitterFrom start: Int) -> Double {
    let index = Int((offset / spacing).rounded())
    guard index >= 0, index < count else { return 0 }
    let distance = abs(offset - Double(index) * spacing - jitter[start + index])
    let inside = smoothstep(halfWidth * 1.25, halfWidth * 0.8, distance)
    return inside * (0.72 + 0.28 * smoothstep(halfWidth * 0.2, halfWidth, distance))
  }

  private func clavicleBand(_ lateral: Double, _ y: Double) -> Double {
    let start = 0.028
    let end = halfChest + 0.05
    guard lateral > start, lateral < end else { return 0 }
    let share = (lateral - start) / (end - start)
    let middle = clavicle - clavicleRise * share - 0.045 * share * (1 - share) * (1.6 - 3 * share)
    let width = 0.0135 + 0.005 * (1 - share) * (1 - share)
    let ends = smoothstep(0, 0.03, share) * smoothstep(1, 0.93, share)
    let distance = abs(y - middle)
    let inside = smoothstep(width * 1.2, width * 0.85, distance)
    return 1.7 * brightness * ends * inside * (0.75 + 0.25 * smoothstep(0, width, distance))
  }
}
