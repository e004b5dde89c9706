/// The outline of one lung as a frontal radiograph shows it.
///
/// It is the part between the chest wall, the mediastinum (with the heart) and the diaphragm's
/// dome; the sharp corner between wall and dome is the costophrenic angle.
struct LungField: Sendable {
  /// −1 for the lung at the left of the picture (the patient's right), 1 for the other.
  let side: Double
  /// Height of the apex.
  let apex: Double
  /// Height of the costophrenic angle.
  let angle: Double
  /// Distance of the apex from the midline.
  let apexX: Double
  /// Largest distance of the chest wall from the midline.
  let halfWidth: Double
  /// Height of the diaphragm's top, and its distance from the midline.
  let domeTop: Double
  let domeX: Double
  let heart: Heart

  /// Where the chest is widest, as a share of the way from apex to angle.
  private static let widest = 0.82

  /// How deep a point lies inside the lung, in short sides of the picture; negative outside.
  ///
  /// It is the distance to the nearest border, measured along x to wall and mediastinum and along
  /// y to the diaphragm.
  func depth(_ x: Double, _ y: Double) -> Double {
    let lateral = side * x
    guard y > apex else { return y - apex }
    let toWall = wall(at: y) - lateral
    let toDiaphragm = diaphragm(at: lateral) - y
    guard toWall > 0, toDiaphragm > 0 else { return min(toWall, toDiaphragm) }
    // The costophrenic angle is sharp; the corner at the heart is rounded.
    let toMedial = lateral - medial(at: y)
    return min(toWall, -softMaximum(-toDiaphragm, -toMedial, softness: 0.012))
  }

  /// Distance from the midline to the chest wall at height `y`.
  func wall(at y: Double) -> Double {
    let position = (y - apex) / (angle - apex)
    guard position > 0 else { return apexX }
    guard position < Self.widest else {
      let beyond = (position - Self.widest) / (1 - Self.widest)
      return halfWidth * (1 - 0.035 * min(2, beyond * beyond))
    }
    let rest = 1 - position / Self.widest
    return apexX + (halfWidth - apexX) * (1 - rest * rest).squareRoot()
  }

  /// Distance from the midline to the mediastinum at height `y`.
  func medial(at y: Double) -> Double {
    var border = 0.052
    if side > 0 {
      border += heart.knob * bell(y + 0.165, width: 0.030)  // aortic knob
      border += 0.022 * bell(y + 0.075, width: 0.030)  // pulmonary trunk
    } else {
      border += 0.012 * bell(y + 0.10, width: 0.08)  // superior vena cava
    }
    // Below its widest point the heart's outline turns in less than the ellipse does (on the right
    // it falls straight): fat fills the corner, and no strip of lung is left behind it.
    let turn = side > 0 ? 0.4 : 0
    let widest = heart.widestHeight(side: side)
    if let heart = heart.border(side: side, at: y < widest ? y : widest + turn * (y - widest)) {
      border = softMaximum(border, heart, softness: 0.02)
    }
    let position = (y - apex) / (angle - apex)
    let roundness = 0.17
    guard position < roundness else { return border }
    let rest = 1 - max(0, position) / roundness
    return border + (apexX - border) * (1 - (1 - rest * rest).squareRoot())
  }

  /// Height of the diaphragm at a distance from the midline.
  func diaphragm(at lateral: Double) -> Double {
    let away = lateral - domeX
    guard away > 0 else {
      let share = away / domeX
      return domeTop + 0.035 * share * share
    }
    let share = away / (halfWidth * 0.97 - domeX)
    return domeTop + (angle - domeTop) * share * share * (0.55 + 0.45 * share)
  }
}
