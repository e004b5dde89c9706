/// Pairs of numbers as points or, for many, as squares that are darker the more they hold.
package struct ScatterChart: Sendable {
  package var title: String
  package var xAxis: String
  package var yAxis: String
  package var domain: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  /// Which colour.
  package var series: Int
  package var points: [(x: Double, y: Double)]
  /// A line across at this y.
  package var reference: Double?

  package init(
    title: String, xAxis: String, yAxis: String,
    domain: (x: ClosedRange<Double>, y: ClosedRange<Double>) = (0...1, 0...1), series: Int,
    points: [(x: Double, y: Double)], reference: Double? = nil
  ) {
    self.title = title
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.domain = domain
    self.series = series
    self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    self.reference = reference
  }

  /// Above this many, points are counted in squares.
  static let mostPoints = 800
  private static let top = 10.0
  private static let bottom = 250.0
  private static let left = 52.0
  private static let cells = 32

  private var x: LinearScale { LinearScale(domain.x, from: Self.left, to: ChartFrame.right) }
  private var y: LinearScale { LinearScale(domain.y, from: Self.bottom, to: Self.top) }

  package var svg: SVGElement {
    let (x, y) = (x, y)
    let grid =
      y.ticks().flatMap { tick in
        [
          SVGElement.line("grid", x1: Self.left, y1: y(tick), x2: ChartFrame.right, y2: y(tick)),
          .label(
            LinearScale.tickText(tick), "tick", x: Self.left - 8, y: y(tick) + 4, anchor: .end),
        ]
      }
      + x.ticks().map {
        .label(
          LinearScale.tickText($0), "tick", x: x($0), y: Self.bottom + 18,
          anchor: x($0) > ChartFrame.right - 8 ? .end : .middle)
      }
    var upright = SVGElement.label(
      yAxis, "axis", x: 0, y: 0, anchor: .middle)
    upright.attributes.append(
      (
        "transform", "translate(13 \(SVGElement.number((Self.top + Self.bottom) / 2))) rotate(-90)"
      ))
    let names = [
      SVGElement.label(
        xAxis, "axis", x: (Self.left + ChartFrame.right) / 2, y: Self.bottom + 38,
        anchor: .middle), upright,
    ]
    let line = reference.map {
      [SVGElement.line("reference", x1: Self.left, y1: y($0), x2: ChartFrame.right, y2: y($0))]
    }
    return .chart(
      width: ChartFrame.width, height: Self.bottom + 48, title: title,
      description: "\(points.count) points, \(xAxis) across, \(yAxis) upwards",
      grid + names + (line ?? []) + (points.count > Self.mostPoints ? squares : dots))
  }

  private var dots: [SVGElement] {
    points.map {
      .circle("dot \(ChartFrame.series(series))", x: x($0.x), y: y($0.y), radius: 3)
    }
  }

  private var squares: [SVGElement] {
    var counts: [Int: Int] = [:]
    let cells = Double(Self.cells)
    let (columns, rows) = (
      LinearScale(domain.x, from: 0, to: cells), LinearScale(domain.y, from: 0, to: cells)
    )
    for point in points {
      let column = min(Int(columns(point.x)), Self.cells - 1)
      let row = min(Int(rows(point.y)), Self.cells - 1)
      counts[row * Self.cells + column, default: 0] += 1
    }
    let most = Double(counts.values.max() ?? 1)
    let width = (ChartFrame.right - Self.left) / cells
    let height = (Self.bottom - Self.top) / cells
    return counts.sorted { $0.key < $1.key }.map { cell, count in
      let (row, column) = cell.quotientAndRemainder(dividingBy: Self.cells)
      var square = SVGElement.rectangle(
        "cell \(ChartFrame.series(series))", x: Self.left + Double(column) * width,
        y: Self.bottom - Double(row + 1) * height, width: width, height: height,
        title: "\(count) of \(points.count)")
      square.attributes.append(
        ("fill-opacity", SVGElement.number(0.12 + 0.88 * (Double(count) / most).squareRoot())))
      return square
    }
  }
}
