import Foundation
import FoundationXML
import Reports
import Testing

@Suite("Charts")
struct ChartTests {
  /// Where 0…1 lies on charts with a value axis across.
  private let across = LinearScale(0...1, from: ChartFrame.left, to: ChartFrame.right)

  private func strip(_ values: [Double], reference: Double? = nil) -> SVGElement {
    DistributionChart(
      title: "Lung mass", axis: "share",
      rows: [.init(label: "north · covid", series: 1, values: values, reference: reference)]
    ).svg
  }

  @Test("a strip has a point at each value, a box from quartile to quartile, a ring at the median")
  func stripGeometry() {
    let values = [0.1, 0.2, 0.4, 0.5, 0.9]
    let svg = strip(values, reference: 0.25)
    for (dot, value) in zip(svg.all("dot"), values) {
      #expect(abs(dot.number("cx") - across(value)) < 0.01)
    }
    #expect(svg.all("dot").count == 5)
    #expect(abs(svg.all("box")[0].number("x1") - across(0.2)) < 0.01)
    #expect(abs(svg.all("box")[0].number("x2") - across(0.5)) < 0.01)
    #expect(abs(svg.all("median")[0].number("cx") - across(0.4)) < 0.01)
    #expect(abs(svg.all("reference")[0].number("x1") - across(0.25)) < 0.01)
    #expect(svg.all("row-note")[0].words == "n = 5")
  }

  @Test("a group without values says so and draws nothing")
  func noValues() {
    let svg = strip([])
    #expect(svg.all("dot").isEmpty && svg.all("box").isEmpty && svg.all("median").isEmpty)
    #expect(svg.all("row-note").map(\.words) == ["n = 0", "no values"])
  }

  @Test("one value is one point with its ring on it")
  func oneValue() {
    let svg = strip([0.5])
    #expect(svg.all("dot")[0].number("cy") == svg.all("median")[0].number("cy"))
    #expect(svg.all("box")[0].number("x1") == svg.all("box")[0].number("x2"))
  }

  @Test("what is not finite is not counted")
  func notFinite() {
    #expect(strip([0.2, .nan, .infinity]).all("row-note")[0].words == "n = 1")
  }

  @Test("many values become a violin of finite coordinates, many equal ones a narrow one")
  func violin() throws {
    let values = (0..<500).map { Double($0) / 500 }
    #expect(strip(values).all("dot").isEmpty)
    let equal = try #require(strip(Array(repeating: 0.3, count: 500)).all("violin")[0]["d"])
    #expect(!equal.contains("nan") && !equal.contains("inf"))
    let wide = KernelDensity(Array(repeating: 0.3, count: 500), over: 0...1).curve
      .filter { $0.height > 0.5 }
    #expect(wide.allSatisfy { abs($0.value - 0.3) < 0.02 })
  }

  @Test("a density is highest where the values are, and that is 1")
  func density() throws {
    let values = [0.2, 0.21, 0.22, 0.8]
    let top = try #require(
      KernelDensity(values, over: 0...1).curve.max { $0.height < $1.height })
    #expect(abs(top.value - 0.21) < 0.02)
    #expect(top.height == 1)
  }

  @Test("an estimate lies at its value and its whisker spans the interval, around no difference")
  func forest() {
    let svg = ForestChart(
      title: "a minus b", axis: "difference", reference: 0, domain: -1...1,
      rows: [
        .init(label: "(all)", note: "0.5", series: 0, estimate: 0.5, interval: 0.25...0.75),
        .init(label: "none", note: "–"),
      ]
    ).svg
    let scale = LinearScale(-1...1, from: ChartFrame.left, to: ChartFrame.right)
    #expect(svg.all("estimate").map { $0.number("cx") } == [scale(0.5)])
    #expect(svg.all("whisker").map { $0.number("x1") } == [scale(0.25)])
    #expect(svg.all("whisker").map { $0.number("x2") } == [scale(0.75)])
    #expect(svg.all("reference")[0].number("x1") == scale(0))
    #expect(svg.all("row-label").map(\.words) == ["(all)", "none"])
  }

  @Test("parts of a bar stand side by side and are as wide as their shares")
  func stacked() {
    let svg = StackedBarChart(
      title: "Regions", axis: "share",
      rows: [
        .init(
          label: "(all)", note: "n = 3",
          parts: [
            .init(name: "lung", kind: "a", share: 0.5), .init(name: "none", kind: "b", share: 0),
            .init(name: "border", kind: "c", share: 0.25),
          ])
      ]
    ).svg
    let parts = svg.all("part")
    let width = ChartFrame.right - ChartFrame.left
    #expect(parts.map { $0.number("width") } == [width / 2, width / 4])
    #expect(parts[1].number("x") == parts[0].number("x") + parts[0].number("width"))
    #expect(svg.all("part-label").map(\.words) == ["50", "25"])
  }

  @Test("few pairs are points, with y upwards; many are counted in squares, each pair once")
  func scatter() throws {
    func chart(_ points: [(x: Double, y: Double)]) -> SVGElement {
      ScatterChart(
        title: "s", xAxis: "probability", yAxis: "lung mass", series: 0, points: points
      ).svg
    }
    let few = chart([(0, 0), (1, 1), (0.5, .nan)]).all("dot")
    #expect(few.count == 2)
    #expect(few[0].number("cx") < few[1].number("cx"))
    #expect(few[0].number("cy") > few[1].number("cy"))
    let grid = (0..<2000).map { index -> (x: Double, y: Double) in
      (x: Double(index % 40) / 39, y: Double(index / 40) / 49)
    }
    let many = chart(grid)
    #expect(many.all("dot").isEmpty)
    let counts = many.all("cell").compactMap { cell -> Int? in
      guard case .element(let title)? = cell.content.first else { return nil }
      return title.words.split(separator: " ").first.flatMap { Int($0) }
    }
    #expect(counts.reduce(0, +) == 2000)
  }

  @Test("a mean map without saliency is drawn, and its lungs are where they are")
  func population() throws {
    let side = 20
    let lungs = (0..<side * side).map { (5..<15).contains($0 % side) ? Float(1) : 0 }
    let svg = try PopulationChart(
      title: "mean", side: side, values: Array(repeating: 0, count: side * side), lungs: lungs
    ).svg()
    let path = try #require(svg.all("contour")[0]["d"])
    let x = path.split { "MLZ".contains($0) }.compactMap { Double($0.prefix { $0 != " " }) }
    #expect(abs((x.min() ?? 0) - 25) < 2 && abs((x.max() ?? 0) - 75) < 2)
  }

  @Test("charts are well-formed, named and described, whatever the labels say")
  func hostileLabels() throws {
    let label = "</svg><script>alert(1)</script> \"'&\u{301}\u{0}\u{202E}"
    let charts = [
      DistributionChart(
        title: label, axis: label, rows: [.init(label: label, series: 0, values: [0.5])]
      ).svg,
      ForestChart(title: label, axis: label, rows: [.init(label: label, note: label)]).svg,
      StackedBarChart(
        title: label, axis: label,
        rows: [
          .init(label: label, note: label, parts: [.init(name: label, kind: "a", share: 1)])
        ]
      ).svg,
      ScatterChart(title: label, xAxis: label, yAxis: label, series: 0, points: []).svg,
    ]
    for chart in charts {
      #expect(XMLParser(data: Data(chart.markup.utf8)).parse())
      #expect(!chart.markup.contains("<script"))
      #expect(chart["role"] == "img")
      #expect(chart["aria-label"]?.hasPrefix(label) == true)
    }
  }
}
