internal import Attention
internal import Imaging

/// A labelled box around something outside the lungs.
public struct OverlayBox: Sendable, Equatable {
  /// Rows of the radiograph.
  public let rows: Range<Int>
  /// Columns of the radiograph.
  public let columns: Range<Int>
  /// What it shows.
  public let label: String

  /// A box.
  public init(rows: Range<Int>, columns: Range<Int>, label: String) {
    self.rows = rows
    self.columns = columns
    self.label = label
  }
}

extension OverlayBox {
  /// The box of a region: its kind and its share of the saliency.
  init(_ region: OutsideRegion) {
    self.init(
      rows: region.rows, columns: region.columns,
      label: "\(region.kind.title) \(region.share.percent)")
  }
}

extension Canvas {
  /// Draws the boxes' frames, each with its label above it, or within it at the picture's top.
  mutating func draw(_ boxes: [OverlayBox], scale: Double, style: FigureStyle) {
    for box in boxes {
      let frame = Rectangle(
        x: Double(box.columns.lowerBound) * scale + style.line,
        y: Double(box.rows.lowerBound) * scale + style.line,
        width: max(style.line, Double(box.columns.count) * scale - 2 * style.line),
        height: max(style.line, Double(box.rows.count) * scale - 2 * style.line))
      stroke(Path(frame), width: 2.2 * style.line, color: FigureStyle.rim, opacity: 0.45)
      stroke(Path(frame), width: style.line, color: FigureStyle.outside)
    }
    // Labels last, so that no frame crosses them.
    for box in boxes { label(box, scale: scale, style: style) }
  }

  private mutating func label(_ box: OverlayBox, scale: Double, style: FigureStyle) {
    let pad = (0.25 * style.small).rounded()
    let text = Font.regular.truncated(
      box.label, toWidth: Double(width) - 2 * pad, size: style.small)
    let size = (
      width: Font.regular.width(of: text, size: style.small) + 2 * pad,
      height: (1.25 * style.small).rounded() + pad
    )
    let left = min(max(0, Double(box.columns.lowerBound) * scale), Double(width) - size.width)
    let above = Double(box.rows.lowerBound) * scale - size.height
    let top = above >= 0 ? above : Double(box.rows.lowerBound) * scale + 2 * style.line
    let plate = Rectangle(x: max(0, left), y: top, width: size.width, height: size.height)
    fill(plate, color: FigureStyle.rim, opacity: 0.72)
    write(
      text, at: Point(x: plate.x + pad, y: plate.maxY - pad - (0.15 * style.small).rounded()),
      font: .regular, size: style.small, color: FigureStyle.outside)
  }
}
