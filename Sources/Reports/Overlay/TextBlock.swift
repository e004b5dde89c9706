import Imaging

/// Lines of text that never exceed a width: items wrap, and one that is too wide is shortened.
struct TextBlock {
  /// A mark before an item that shows what it looks like in the picture.
  enum Swatch { case line, arrow }

  /// A few words that stay on one line.
  struct Item {
    var text: String
    var swatch: Swatch?
    var color: RGBColor
  }

  /// What stands between two items on a line.
  enum Separator { case dot, space }

  /// Items in one size that start on a line of their own.
  struct Paragraph {
    var items: [Item]
    var separator = Separator.dot
    var font = Font.regular
    var size: Double
    /// Room above, in pixels.
    var space = 0.0
  }

  private struct Placed {
    var item: Item
    var font: Font
    var size: Double
    var baseline: Point
    var followsDot: Bool
  }

  /// The distance from the top of the first line to the foot of the last.
  private(set) var height = 0.0
  private var placed: [Placed] = []

  init(_ paragraphs: [Paragraph], width: Double) {
    for paragraph in paragraphs where !paragraph.items.isEmpty {
      let (font, size) = (paragraph.font, paragraph.size)
      let lineHeight = (1.42 * size).rounded()
      let gap = Self.gap(paragraph.separator, font, size)
      height += placed.isEmpty ? 0 : paragraph.space
      var x = 0.0
      for (index, var item) in paragraph.items.enumerated() {
        let lead = Self.swatchWidth(item.swatch, size)
        item.text = font.truncated(item.text, toWidth: width - lead, size: size)
        let itemWidth = lead + font.width(of: item.text, size: size)
        let continues = index > 0 && x + gap + itemWidth <= width
        if continues { x += gap } else { (x, height) = (0, height + lineHeight) }
        // Centres the letters' height in the line.
        let drop = ((lineHeight - 0.73 * size) / 2).rounded()
        placed.append(
          Placed(
            item: item, font: font, size: size, baseline: Point(x: x, y: height - drop),
            followsDot: continues && paragraph.separator == .dot))
        x += itemWidth
      }
    }
  }

  /// Draws the lines with their top left corner at `origin`.
  func draw(on canvas: inout Canvas, at origin: Point) {
    for part in placed {
      var pen = origin + part.baseline
      let (font, size) = (part.font, part.size)
      if part.followsDot {
        let gap = Self.gap(.dot, font, size)
        let middle = pen.x - (gap + font.width(of: "·", size: size)) / 2
        canvas.write(
          "·", at: Point(x: middle, y: pen.y), font: font, size: size, color: FigureStyle.dim)
      }
      if let swatch = part.item.swatch {
        swatch.draw(on: &canvas, at: pen, size: size, color: part.item.color)
        pen.x += Self.swatchWidth(swatch, size)
      }
      canvas.write(
        part.item.text, at: pen, font: font, size: size, color: part.item.color)
    }
  }

  private static func gap(_ separator: Separator, _ font: Font, _ size: Double) -> Double {
    separator == .dot ? 1.15 * size : font.width(of: " ", size: size)
  }

  private static func swatchWidth(_ swatch: Swatch?, _ size: Double) -> Double {
    swatch == nil ? 0 : 1.75 * size
  }
}

extension TextBlock.Swatch {
  /// Draws the mark in the first 1.3 em after `pen`, half-way up the letters.
  fileprivate func draw(on canvas: inout Canvas, at pen: Point, size: Double, color: RGBColor) {
    let middle = pen.y - 0.36 * size
    switch self {
    case .line:
      let thickness = max(1.5, 0.11 * size)
      canvas.fill(
        Rectangle(x: pen.x, y: middle - thickness / 2, width: 1.3 * size, height: thickness),
        color: color)
    case .arrow:
      canvas.fill(
        .arrow(
          from: Point(x: pen.x, y: middle), to: Point(x: pen.x + 1.3 * size, y: middle),
          thickness: 0.2 * size),
        color: color)
    }
  }
}
