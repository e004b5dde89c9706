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
      label: "\(region.kind.rawValue) \(region.share.percent)")
  }
}

extension Canvas {
  /// Draws the boxes' frames, each with a label beside it that hides no other label.
  mutating func draw(_ boxes: [OverlayBox], scale: Double, style: FigureStyle) {
    let frames = boxes.map { box in
      Rectangle(
        x: Double(box.columns.lowerBound) * scale, y: Double(box.rows.lowerBound) * scale,
        width: Double(box.columns.count) * scale, height: Double(box.rows.count) * scale)
    }
    for frame in frames {
      let line = Path(frame.inset(by: style.line))
      stroke(line, width: 2.2 * style.line, color: FigureStyle.rim, opacity: 0.45)
      stroke(line, width: style.line, color: FigureStyle.outside)
    }
    // Labels last, so that no frame crosses them.
    var taken: [Rectangle] = []
    for (box, frame) in zip(boxes, frames) {
      let label = BoxLabel(box.label, style: style, widest: Double(width))
      let plate = label.plate(
        beside: frame, on: (width: Double(width), height: Double(height)), avoiding: taken)
      taken.append(plate)
      fill(plate, color: FigureStyle.rim, opacity: 0.72)
      write(
        label.text,
        at: Point(
          x: plate.x + label.pad, y: plate.maxY - label.pad - (0.15 * style.small).rounded()),
        font: .regular, size: style.small, color: FigureStyle.outside)
    }
  }
}

/// The text of a box and the dark plate under it.
private struct BoxLabel {
  let text: String
  let pad: Double
  private let size: (width: Double, height: Double)

  init(_ label: String, style: FigureStyle, widest: Double) {
    pad = (0.25 * style.small).rounded()
    text = Font.regular.truncated(label, toWidth: widest - 2 * pad, size: style.small)
    size = (
      Font.regular.width(of: text, size: style.small) + 2 * pad,
      (1.25 * style.small).rounded() + pad
    )
  }

  /// Above the frame, below it, or within it at the bottom or the top: the first place that is on
  /// the picture and free.
  func plate(
    beside frame: Rectangle, on picture: (width: Double, height: Double),
    avoiding taken: [Rectangle]
  ) -> Rectangle {
    let x = min(max(0, frame.x), max(0, picture.width - size.width))
    let places = [frame.y - size.height, frame.maxY, frame.maxY - size.height, frame.y].map {
      Rectangle(x: x, y: $0, width: size.width, height: size.height)
    }
    return places.first { place in
      place.y >= 0 && place.maxY <= picture.height && !taken.contains(where: place.overlaps)
    } ?? places[3]
  }
}

extension Rectangle {
  /// The rectangle without a margin, of which at least a line is left.
  fileprivate func inset(by margin: Double) -> Rectangle {
    Rectangle(
      x: x + margin, y: y + margin, width: max(margin, width - 2 * margin),
      height: max(margin, height - 2 * margin))
  }

  fileprivate func overlaps(_ other: Rectangle) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }
}
