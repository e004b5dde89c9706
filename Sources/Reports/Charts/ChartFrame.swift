/// What all charts share: their width, their margins, and a value axis below rows.
///
/// Charts are narrow, with labels above rows and not beside them, so that the same picture reads
/// well in a column on a desk and across a phone.
package enum ChartFrame {
  package static let width = 400.0
  package static let left = 14.0
  package static let right = 386.0
  /// Room for the numbers and the name of the axis, below the rows.
  package static let axisHeight = 42.0

  /// Lines up through the rows, the numbers below them, and what they mean.
  package static func axis(
    _ scale: LinearScale, name: String, top: Double, bottom: Double,
    format: (Double) -> String = { LinearScale.tickText($0) }
  ) -> [SVGElement] {
    let ticks = scale.ticks()
    return ticks.map {
      .line("grid", x1: scale($0), y1: top, x2: scale($0), y2: bottom)
    }
      + ticks.map {
        let anchor: SVGElement.Anchor =
          scale($0) < left + 8 ? .start : scale($0) > right - 8 ? .end : .middle
        let x = anchor == .start ? scale($0) - 3 : anchor == .end ? scale($0) + 3 : scale($0)
        return .label(format($0), "tick", x: x, y: bottom + 15, anchor: anchor)
      } + [
        .label(name, "axis", x: (left + right) / 2, y: bottom + 34, anchor: .middle)
      ]
  }

  /// The class of a series' colour.
  package static func series(_ index: Int) -> String { "s\(index % 6 + 1)" }
}
