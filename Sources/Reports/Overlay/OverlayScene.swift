import Attention
import Imaging

/// One image with its map and mask, and the pictures that can be made of them.
struct OverlayScene {
  private let picture: SaliencyPicture
  private let peak: Peak?
  private let contour: Path
  private let finding: Caption.Finding
  private let mask: Caption.Mask
  private let enlargement: Int
  private let style: FigureStyle
  private let boxes: [OverlayBox]

  init(
    image: GrayImage, map: PixelMap, mask: LungMask?, boxes: [OverlayBox], style: OverlayStyle
  ) throws(OverlayError) {
    guard map.extent == image.extent else {
      throw .mapExtent(map.extent, image: image.extent)
    }
    if let mask, mask.extent != image.extent {
      throw .maskExtent(mask.extent, image: image.extent)
    }
    self.boxes = boxes
    peak = Peak(of: map, in: mask)
    picture = SaliencyPicture(image: image, map: map, style: style)
    let longerSide = max(image.width, image.height)
    enlargement = (max(256, longerSide) + longerSide - 1) / longerSide
    self.style = FigureStyle(
      width: image.width * enlargement, height: image.height * enlargement)

    // Rounds corners by less than the line is wide.
    let line = self.style.line / Double(enlargement)
    let smoothing = max(2, Int(4 * line * line))
    contour =
      mask.map {
        .boundary(of: $0.pixels, width: $0.width, height: $0.height, smoothing: smoothing)
      } ?? Path()
    self.mask = mask == nil ? .absent : contour.contours.isEmpty ? .empty : .drawn
    finding =
      if let isInLung = peak?.isInLung, self.mask == .drawn {
        isInLung ? .inside : .outside
      } else if picture.maximum != nil {
        .unplaced
      } else {
        map.values.allSatisfy { $0 == 0 } ? .blankMap : .noPositiveValue
      }
  }

  /// The image in grey, and nothing on it.
  var radiograph: RGBImage { picture.radiograph.enlarged(by: enlargement) }

  /// The map's colours with the contour.
  var saliency: RGBImage { withContour(picture.saliency).image }

  /// The blend with contour, boxes and arrow.
  var overlay: RGBImage {
    var canvas = withContour(picture.blend)
    canvas.draw(boxes, scale: Double(enlargement), style: style)
    guard let peak else { return canvas.image }
    let scale = Double(enlargement)
    let arrow = PeakArrow(
      at: Point(x: (Double(peak.x) + 0.5) * scale, y: (Double(peak.y) + 0.5) * scale),
      in: Rectangle(x: 0, y: 0, width: Double(canvas.width), height: Double(canvas.height)),
      strength: strength)
    canvas.stroke(arrow.path, width: 2 * arrow.rim, color: FigureStyle.rim, opacity: 0.9)
    canvas.fill(arrow.path, color: finding.color)
    return canvas.image
  }

  /// A figure of `plates` with the caption and, where there are colours, their key.
  func figure(_ plates: [Figure.Plate], annotation: OverlayAnnotation) -> Figure {
    // As wide as the plates together, the whole is looked at from farther away.
    let text = FigureStyle(
      width: plates.map(\.picture.width).reduce(0, +),
      height: plates.map(\.picture.height).max() ?? 1)
    return Figure(
      plates: plates,
      caption: Caption(annotation: annotation, finding: finding, mask: mask),
      colorBar: picture.maximum.map {
        ColorBar(colorMap: picture.style.colorMap, maximum: $0, style: text)
      },
      style: text)
  }

  private func withContour(_ image: RGBImage) -> Canvas {
    var canvas = Canvas(image.enlarged(by: enlargement))
    let path = contour.placed(scale: Double(enlargement), offset: Point(x: 0, y: 0))
    canvas.stroke(path, width: 2.2 * style.line, color: FigureStyle.rim, opacity: 0.45)
    canvas.stroke(path, width: style.line, color: FigureStyle.inside)
    return canvas
  }

  /// The share of the map's maximum at a point of the enlarged picture.
  private func strength(at point: Point) -> Float {
    let (x, y) = (point.x / Double(enlargement), point.y / Double(enlargement))
    let (width, height) = (picture.image.width, picture.image.height)
    guard x >= 0, y >= 0, x < Double(width), y < Double(height) else { return 0 }
    return picture.strength(of: picture.map.values[Int(y) * width + Int(x)])
  }
}
