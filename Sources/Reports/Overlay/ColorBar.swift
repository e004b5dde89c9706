import Foundation
import Imaging

/// The key to a map's colours: a label, a bar from 0 to the maximum, and ticks.
struct ColorBar {
  let colorMap: ColorMap
  /// The value of the last colour, in the map's own unit.
  let maximum: Float
  let style: FigureStyle

  private var barHeight: Double { (0.75 * style.em).rounded() }
  private var tickLength: Double { (0.3 * style.em).rounded() }
  private var lineHeight: Double { (1.42 * style.small).rounded() }

  /// The height of all of it.
  var height: Double { 2 * lineHeight + barHeight + tickLength }

  /// Draws the bar `width` pixels wide with its top left corner at `origin`.
  func draw(on canvas: inout Canvas, at origin: Point, width: Double) {
    let (font, size) = (Font.regular, style.small)
    let drop = ((lineHeight - 0.73 * size) / 2).rounded()
    canvas.write(
      font.truncated("Saliency (positive part)", toWidth: width, size: size),
      at: Point(x: origin.x, y: origin.y + lineHeight - drop), font: font, size: size,
      color: FigureStyle.dim)

    let top = origin.y + lineHeight
    for column in 0..<Int(width) {
      canvas.fill(
        Rectangle(x: origin.x + Double(column), y: top, width: 1, height: barHeight),
        color: colorMap.color(at: Float(column) / Float(width - 1)))
    }
    let baseline = top + barHeight + tickLength + lineHeight - drop
    var free = origin.x
    // The ends first: the middle is left out where there is no room for it.
    let labels = [0, 1, 0.5].map { share in
      (share: share, text: Self.number(Double(maximum) * share))
    }
    var end = origin.x + width
    for label in labels {
      let x = origin.x + label.share * (width - 1)
      canvas.fill(
        Rectangle(x: x.rounded(.down), y: top + barHeight, width: 1, height: tickLength),
        color: FigureStyle.dim)
      let labelWidth = font.width(of: label.text, size: size)
      let start = min(max(x - labelWidth / 2, origin.x), origin.x + width - labelWidth)
      guard start >= free, start + labelWidth <= end else { continue }
      canvas.write(
        label.text, at: Point(x: start, y: baseline), font: font, size: size,
        color: FigureStyle.text)
      if label.share == 0 { free = start + labelWidth + 0.5 * size }
      if label.share == 1 { end = start - 0.5 * size }
    }
  }

  /// Three significant digits.
  static func number(_ value: Double) -> String {
    String(format: "%.3g", value).replacingOccurrences(of: "-", with: "−")
  }
}
