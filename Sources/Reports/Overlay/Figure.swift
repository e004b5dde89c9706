import Imaging

/// Pictures side by side over a dark strip with the caption and the key to the colours.
struct Figure {
  struct Plate {
    var title: String?
    var picture: RGBImage
  }

  var plates: [Plate]
  var caption: Caption
  /// `nil` where no colours are shown.
  var colorBar: ColorBar?
  var style: FigureStyle

  /// The figure, wide enough for its caption; narrower pictures stand in the middle.
  func drawn() -> RGBImage {
    let isPanel = plates.count > 1
    let margin = Int(style.margin)
    let cells = plates.map { plate in
      max(plate.picture.width, Int(titleWidth(plate.title).rounded(.up)))
    }
    let outer = isPanel ? margin : 0
    let row = cells.reduce(0, +) + margin * (plates.count - 1) + 2 * outer
    let width = max(row, style.leastWidth)
    let titleHeight = isPanel ? (1.9 * style.em).rounded() : 0
    let picturesHeight = plates.map(\.picture.height).max() ?? 0
    let stripTop = Int(titleHeight) + picturesHeight
    let strip = Strip(figure: self, width: Double(width) - 2 * style.margin)

    var canvas = Canvas(
      width: width, height: stripTop + Int((strip.height + 2 * style.margin).rounded(.up)),
      color: FigureStyle.background)
    var left = outer + (width - row) / 2
    for (plate, cell) in zip(plates, cells) {
      canvas.draw(plate.picture, x: left + (cell - plate.picture.width) / 2, y: Int(titleHeight))
      if let title = plate.title {
        let middle = Double(left) + (Double(cell) - titleWidth(title)) / 2
        canvas.write(
          title, at: Point(x: middle, y: titleHeight - (0.6 * style.em).rounded()), font: .bold,
          size: style.em, color: FigureStyle.text)
      }
      left += cell + margin
    }
    strip.draw(on: &canvas, at: Point(x: style.margin, y: Double(stripTop) + style.margin))
    return canvas.image
  }

  private func titleWidth(_ title: String?) -> Double {
    title.map { Font.bold.width(of: $0, size: style.em) } ?? 0
  }
}

/// The text and the colour bar: beside each other where there is room, else one over the other.
private struct Strip {
  let text: TextBlock
  let colorBar: ColorBar?
  let barWidth: Double
  let barStart: Double?
  let gap: Double

  init(figure: Figure, width: Double) {
    let em = figure.style.em
    let beside = figure.colorBar != nil && width >= 44 * em
    barWidth = (beside ? max(15 * em, 0.3 * width) : width).rounded(.down)
    barStart = beside ? width - barWidth : nil
    gap = (0.7 * em).rounded()
    colorBar = figure.colorBar
    text = TextBlock(
      figure.caption.paragraphs(figure.style),
      width: beside ? width - barWidth - 3 * em : width)
  }

  var height: Double {
    guard let colorBar else { return text.height }
    return barStart == nil
      ? colorBar.height + gap + text.height : max(colorBar.height, text.height)
  }

  func draw(on canvas: inout Canvas, at origin: Point) {
    var textOrigin = origin
    if let colorBar {
      colorBar.draw(
        on: &canvas, at: origin + Point(x: barStart?.rounded() ?? 0, y: 0), width: barWidth)
      if barStart == nil { textOrigin.y += colorBar.height + gap }
    }
    text.draw(on: &canvas, at: textOrigin)
  }
}
