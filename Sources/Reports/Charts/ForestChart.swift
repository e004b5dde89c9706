/// Estimates with their intervals below each other, around a line that means "no difference".
package struct ForestChart: Sendable {
  /// One estimate.
  package struct Row: Sendable {
    package var label: String
    /// What stands at the right, such as `0.12 [0.08, 0.16]`.
    package var note: String
    /// Which colour; `nil` for what is only there to compare with.
    package var series: Int?
    package var estimate: Double?
    package var interval: ClosedRange<Double>?

    package init(
      label: String, note: String, series: Int? = nil, estimate: Double? = nil,
      interval: ClosedRange<Double>? = nil
    ) {
      self.label = label
      self.note = note
      self.series = series
      self.estimate = estimate
      self.interval = interval
    }
  }

  package var title: String
  /// What the estimates are, with their unit.
  package var axis: String
  /// The line of no difference.
  package var reference: Double?
  /// Fixed ends, or as the rows need.
  package var domain: ClosedRange<Double>?
  package var rows: [Row]

  package init(
    title: String, axis: String, reference: Double? = nil, domain: ClosedRange<Double>? = nil,
    rows: [Row]
  ) {
    self.title = title
    self.axis = axis
    self.reference = reference
    self.domain = domain
    self.rows = rows
  }

  static let rowHeight = 42.0

  private var scale: LinearScale {
    let values = rows.flatMap { row in
      [row.estimate, row.interval?.lowerBound, row.interval?.upperBound].compactMap { $0 }
    }
    return LinearScale(
      domain ?? LinearScale.roundDomain(of: values, around: reference ?? 0),
      from: ChartFrame.left, to: ChartFrame.right)
  }

  /// The picture; a row without an estimate has a note only.
  package var svg: SVGElement {
    let scale = scale
    let bottom = Self.rowHeight * Double(rows.count) + 4
    return .chart(
      width: ChartFrame.width, height: bottom + ChartFrame.axisHeight, title: title,
      description: rows.map { "\($0.label): \($0.note)" }.joined(separator: "; "),
      ChartFrame.axis(scale, name: axis, top: 2, bottom: bottom)
        + rows.enumerated().flatMap { index, row in
          marks(of: row, top: Self.rowHeight * Double(index), scale: scale)
        })
  }

  private func marks(of row: Row, top: Double, scale: LinearScale) -> [SVGElement] {
    let kind = row.series.map(ChartFrame.series) ?? "null"
    let middle = top + 30
    var marks: [SVGElement] = [
      .label(row.label, "row-label", x: ChartFrame.left, y: top + 17),
      .label(row.note, "row-note", x: ChartFrame.right, y: top + 17, anchor: .end),
    ]
    if let reference {
      // In pieces, so that it does not run through the labels.
      marks.append(
        .line(
          "reference", x1: scale(reference), y1: middle - 8, x2: scale(reference), y2: middle + 8))
    }
    if let interval = row.interval {
      marks.append(
        .line(
          "whisker \(kind)", x1: scale(interval.lowerBound), y1: middle,
          x2: scale(interval.upperBound), y2: middle))
    }
    if let estimate = row.estimate {
      marks.append(
        .circle(
          "estimate \(kind)", x: scale(estimate), y: middle, radius: 5,
          title: "\(row.label): \(row.note)"))
    }
    return marks
  }
}
