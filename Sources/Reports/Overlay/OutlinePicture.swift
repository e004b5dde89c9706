internal import Attention
internal import Imaging

/// The border of the lungs as a vector picture in the radiograph's proportions.
struct OutlinePicture {
  let mask: LungMask

  init(_ mask: LungMask) { self.mask = mask }

  /// The picture; its lines keep their width at any size.
  var svg: SVGElement {
    let (width, height) = (
      SVGElement.number(Double(mask.width)), SVGElement.number(Double(mask.height))
    )
    let path = thinned.svgData(scale: 1)
    func stroke(_ color: String, _ width: String, _ opacity: String) -> SVGElement {
      SVGElement(
        "path",
        [
          ("d", path), ("fill", "none"), ("stroke", color), ("stroke-width", width),
          ("stroke-opacity", opacity), ("vector-effect", "non-scaling-stroke"),
        ])
    }
    return SVGElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(width) \(height)"),
        ("width", width), ("height", height), ("preserveAspectRatio", "none"),
      ], [stroke("#0a0c10", "3.2", "0.5"), stroke("#5fe3f2", "1.6", "1")])
  }

  /// Some 120 corners a line are enough for a page.
  private var thinned: Path {
    let path = Path.boundary(
      of: mask.pixels, width: mask.width, height: mask.height,
      smoothing: max(2, max(mask.width, mask.height) / 64))
    return Path(
      contours: path.contours.map { contour in
        let step = max(1, contour.count / 120)
        return stride(from: 0, to: contour.count, by: step).map { contour[$0] }
      })
  }
}
