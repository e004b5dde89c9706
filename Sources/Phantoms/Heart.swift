/// The heart's outline: an ellipse whose long axis points down to the patient's left.
struct Heart: Sendable {
  let x, y: Double
  let long, short: Double
  /// Direction of the long axis, downwards from the horizontal.
  let axis: Direction
  /// How far the aortic knob stands out.
  let knob: Double

  /// How far the heart reaches from the midline towards `side` (−1 or 1) at height `y`, or nil
  /// above and below it.
  func border(side: Double, at height: Double) -> Double? {
    let c = axis.cosine
    let s = axis.sine
    let dy = height - y
    // |R(dx, dy)| = 1 is quadratic in dx.
    let a = c * c / (long * long) + s * s / (short * short)
    let b = 2 * dy * c * s * (1 / (long * long) - 1 / (short * short))
    let k = dy * dy * (s * s / (long * long) + c * c / (short * short)) - 1
    let discriminant = b * b - 4 * a * k
    guard discriminant > 0 else { return nil }
    return side * x + (side * -b + discriminant.squareRoot()) / (2 * a)
  }

  /// The height where the heart reaches farthest towards `side`.
  func widestHeight(side: Double) -> Double {
    let c = axis.cosine
    let s = axis.sine
    let reach = (long * long * c * c + short * short * s * s).squareRoot()
    return y + side * (long * long - short * short) * s * c / reach
  }

  /// About 0 at the outline, growing inwards to 1 at the centre; negative outside.
  func depth(_ px: Double, _ py: Double) -> Double {
    let dx = px - x
    let dy = py - y
    let along = (dx * axis.cosine + dy * axis.sine) / long
    let across = (dy * axis.cosine - dx * axis.sine) / short
    return 1 - (along * along + across * across).squareRoot()
  }
}
