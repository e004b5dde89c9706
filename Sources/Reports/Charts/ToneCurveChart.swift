/// How tones are distributed in several sources: the tone below which a share of the pixels lies.
package struct ToneCurveChart: Sendable {
  /// One curve.
  package struct Curve: Sendable {
    package var name: String
    /// Tones, 0…1, at equal steps of the share from 0 to 1; two or more.
    package var tones: [Double]

    package init(name: String, tones: [Double]) {
      self.name = name
      self.tones = tones
    }
  }

  package var title: String
  package var curves: [Curve]

  package init(title: String, curves: [Curve]) {
    self.title = title
    self.curves = curves
  }

  private static let top = 8.0
  private static let bottom = 228.0

  /// The picture, in the colours of the series.
  package var svg: SVGElement {
    let across = LinearScale(0...1, from: ChartFrame.left + 26, to: ChartFrame.right)
    let up = LinearScale(0...1, from: Self.bottom, to: Self.top)
    let levels = up.ticks().flatMap { tone in
      [
        SVGElement.line("grid", x1: across(0), y1: up(tone), x2: across(1), y2: up(tone)),
        .label(
          LinearScale.tickText(tone), "tick", x: across(0) - 6, y: up(tone) + 4, anchor: .end),
      ]
    }
    return .chart(
      width: ChartFrame.width, height: Self.bottom + ChartFrame.axisHeight, title: title,
      description: curves.map(description).joined(separator: "; "),
      ChartFrame.axis(
        across, name: "share of the pixels that are darker", top: Self.top, bottom: Self.bottom,
        format: { percentText($0, nil) })
        + levels + curves.enumerated().map { line($1, series: $0, across, up) })
  }

  private func description(of curve: Curve) -> String {
    "\(curve.name): half of the pixels below \(curve.tones[curve.tones.count / 2].twoDecimals)"
  }

  private func line(
    _ curve: Curve, series: Int, _ across: LinearScale, _ up: LinearScale
  ) -> SVGElement {
    let last = Double(curve.tones.count - 1)
    let points = curve.tones.enumerated().map { place, tone in
      "\(SVGElement.number(across(Double(place) / last))),\(SVGElement.number(up(tone)))"
    }
    return SVGElement(
      "polyline",
      [
        ("class", "curve \(ChartFrame.series(series))"), ("points", points.joined(separator: " ")),
      ], [SVGElement("title", text: curve.name)])
  }
}
