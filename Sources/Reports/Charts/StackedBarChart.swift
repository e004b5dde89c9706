/// How shares make up a whole, one bar per row.
package struct StackedBarChart: Sendable {
  /// A part of a bar.
  package struct Part: Sendable {
    package var name: String
    /// The class of its colour.
    package var kind: String
    /// 0…1; the parts of a bar sum to at most 1.
    package var share: Double

    package init(name: String, kind: String, share: Double) {
      self.name = name
      self.kind = kind
      self.share = share
    }
  }

  /// A bar.
  package struct Row: Sendable {
    package var label: String
    package var note: String
    package var parts: [Part]

    package init(label: String, note: String, parts: [Part]) {
      self.label = label
      self.note = note
      self.parts = parts
    }
  }

  package var title: String
  package var axis: String
  package var rows: [Row]

  package init(title: String, axis: String, rows: [Row]) {
    self.title = title
    self.axis = axis
    self.rows = rows
  }

  static let rowHeight = 52.0
  private static let barHeight = 22.0

  private var scale: LinearScale {
    LinearScale(0...1, from: ChartFrame.left, to: ChartFrame.right)
  }

  package var svg: SVGElement {
    let bottom = Self.rowHeight * Double(rows.count) + 2
    return .chart(
      width: ChartFrame.width, height: bottom + ChartFrame.axisHeight, title: title,
      description: rows.map(description).joined(separator: "; "),
      ChartFrame.axis(
        scale, name: axis, top: 2, bottom: bottom,
        format: { percentText($0, nil) })
        + rows.enumerated().flatMap { bar($1, top: Self.rowHeight * Double($0)) })
  }

  private func description(of row: Row) -> String {
    "\(row.label): "
      + row.parts.map { "\($0.name) \(percentText($0.share, nil))" }.joined(separator: ", ")
  }

  private func bar(_ row: Row, top: Double) -> [SVGElement] {
    var marks: [SVGElement] = [
      .label(row.label, "row-label", x: ChartFrame.left, y: top + 16),
      .label(row.note, "row-note", x: ChartFrame.right, y: top + 16, anchor: .end),
    ]
    var start = 0.0
    for part in row.parts where part.share > 0 {
      let (left, right) = (scale(start), scale(start + part.share))
      marks.append(
        .rectangle(
          "part \(part.kind)", x: left, y: top + 23, width: right - left, height: Self.barHeight,
          title: "\(part.name): \(percentText(part.share, nil))"))
      // Room for three characters.
      if right - left >= 30 {
        marks.append(
          .label(
            (part.share * 100).text(decimals: 0), "part-label \(part.kind)",
            x: (left + right) / 2, y: top + 38, anchor: .middle))
      }
      start += part.share
    }
    return marks
  }
}
