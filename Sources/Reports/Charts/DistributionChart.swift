internal import Statistics

/// The scores of groups, each a strip of points or, for many, a violin, with median and quartiles.
package struct DistributionChart: Sendable {
  /// One group.
  package struct Row: Sendable {
    package var label: String
    /// Which colour.
    package var series: Int
    /// Without what is not finite.
    package let values: [Double]
    /// What a map that ignores the lungs would score: a mark across the row.
    package var reference: Double?

    package init(label: String, series: Int, values: [Double], reference: Double? = nil) {
      self.label = label
      self.series = series
      self.values = values.filter(\.isFinite)
      self.reference = reference
    }
  }

  package var title: String
  /// What the values are, with their unit.
  package var axis: String
  package var domain: ClosedRange<Double>
  package var rows: [Row]

  package init(title: String, axis: String, domain: ClosedRange<Double> = 0...1, rows: [Row]) {
    self.title = title
    self.axis = axis
    self.domain = domain
    self.rows = rows
  }

  /// Above this many values, points would hide each other.
  static let mostPoints = 120
  static let rowHeight = 62.0
  private static let labelHeight = 22.0
  private static let bandHeight = 30.0

  private var scale: LinearScale {
    LinearScale(domain, from: ChartFrame.left, to: ChartFrame.right)
  }

  /// The picture; a group without values says so.
  package var svg: SVGElement {
    let bottom = Self.rowHeight * Double(rows.count) + 2
    return .chart(
      width: ChartFrame.width, height: bottom + ChartFrame.axisHeight, title: title,
      description: rows.map(description).joined(separator: "; "),
      ChartFrame.axis(scale, name: axis, top: 2, bottom: bottom)
        + rows.enumerated().flatMap { marks(of: $1, top: Self.rowHeight * Double($0)) })
  }

  private func description(of row: Row) -> String {
    guard let median = row.values.median else { return "\(row.label): no values" }
    return "\(row.label): n = \(row.values.count), median \(decimalText(median))"
  }

  private func marks(of row: Row, top: Double) -> [SVGElement] {
    let head: [SVGElement] = [
      .label(row.label, "row-label", x: ChartFrame.left, y: top + 16),
      .label("n = \(row.values.count)", "row-note", x: ChartFrame.right, y: top + 16, anchor: .end),
    ]
    let middle = top + Self.labelHeight + Self.bandHeight / 2
    guard !row.values.isEmpty else {
      return head + [.label("no values", "row-note", x: ChartFrame.left, y: middle + 4)]
    }
    let cloud =
      row.values.count > Self.mostPoints
      ? [violin(of: row, middle: middle)] : points(of: row, middle: middle)
    return head + cloud + box(of: row, middle: middle) + reference(of: row, middle: middle)
  }

  private func points(of row: Row, middle: Double) -> [SVGElement] {
    row.values.enumerated().map { index, value in
      // Multiples of the golden ratio never bunch, and need no random numbers.
      let turn = (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
      let spread = row.values.count == 1 ? 0 : (turn - 0.5) * (Self.bandHeight - 8)
      return .circle(
        "dot \(ChartFrame.series(row.series))", x: scale(value), y: middle + spread, radius: 2.4)
    }
  }

  private func violin(of row: Row, middle: Double) -> SVGElement {
    let density = KernelDensity(row.values, over: domain)
    let outline = density.curve.map { (x: scale($0.value), y: $0.height * Self.bandHeight / 2) }
    let upper = outline.map { point($0.x, middle - $0.y) }
    let lower = outline.reversed().map { point($0.x, middle + $0.y) }
    return SVGElement(
      "path",
      [
        ("class", "violin \(ChartFrame.series(row.series))"),
        ("d", "M" + (upper + lower).joined(separator: "L") + "Z"),
      ])
  }

  private func point(_ x: Double, _ y: Double) -> String {
    "\(SVGElement.number(x)) \(SVGElement.number(y))"
  }

  private func box(of row: Row, middle: Double) -> [SVGElement] {
    guard let low = row.values.quantile(0.25), let median = row.values.median,
      let high = row.values.quantile(0.75)
    else { return [] }
    return [
      .line("box", x1: scale(low), y1: middle, x2: scale(high), y2: middle),
      .circle("median", x: scale(median), y: middle, radius: 4.5),
    ]
  }

  private func reference(of row: Row, middle: Double) -> [SVGElement] {
    guard let reference = row.reference else { return [] }
    let half = Self.bandHeight / 2 + 3
    return [
      .line(
        "reference", x1: scale(reference), y1: middle - half, x2: scale(reference),
        y2: middle + half)
    ]
  }
}
