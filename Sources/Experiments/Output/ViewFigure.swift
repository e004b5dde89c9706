internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Reports

/// The figure "where does each network look" as one vector picture with everything inside: a row for
/// each image, a column for each scheme.
enum ViewFigure {
  private static let width = 320.0
  private static let margin = 16.0
  private static let title = 40.0

  /// The picture; `nil` without images.
  ///
  /// - Throws: ``FileError`` for an overlay that cannot be read.
  static func svg(_ views: ModelViews, folder: String) throws -> String? {
    let columns = views.views.map(\.overlays.count).max() ?? 0
    guard columns > 0 else { return nil }
    var top = margin
    var parts: [SVGElement] = []
    for view in views.views {
      var height = 0.0
      for (column, overlay) in view.overlays.enumerated() {
        let left = margin + Double(column) * (width + margin)
        let picture = try EmbeddedPNG(contentsOf: "\(folder)/\(overlay.path)")
        let tall = width * picture.aspect
        parts += [
          .label(overlay.scheme.rawValue, "name", x: left, y: top + 15),
          .label(
            "\(view.source) · \(view.label), \(overlay.caption)", "caption", x: left, y: top + 32),
          SVGElement(
            "image",
            [
              ("x", SVGElement.number(left)), ("y", SVGElement.number(top + title)),
              ("width", SVGElement.number(width)), ("height", SVGElement.number(tall)),
              ("href", picture.uri),
            ]),
        ]
        height = max(height, title + tall)
      }
      top += height + margin
    }
    let full = margin + Double(columns) * (width + margin)
    let style = SVGElement(
      "style",
      text: "text{font:12px sans-serif}.name{font-weight:bold}.caption{font-size:11px;fill:#555}")
    let paper = SVGElement(
      "rect",
      [
        ("width", SVGElement.number(full)), ("height", SVGElement.number(top)), ("fill", "#fff"),
      ])
    return SVGElement(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", SVGElement.number(full)),
        ("height", SVGElement.number(top)),
        ("viewBox", "0 0 \(SVGElement.number(full)) \(SVGElement.number(top))"),
      ], [style, paper] + parts
    ).markup + "\n"
  }
}

/// A PNG file as a picture inside another file.
private struct EmbeddedPNG {
  /// Height by width.
  let aspect: Double
  let uri: String

  init(contentsOf path: String) throws(FileError) {
    guard let bytes = FileManager.default.contents(atPath: path), bytes.count > 24 else {
      throw FileError(path, Diagnosis("cannot be read", expected: "an overlay"))
    }
    // Width and height are the first fields of the first chunk.
    func number(at place: Int) -> Double {
      bytes[bytes.startIndex + place..<bytes.startIndex + place + 4].reduce(0) {
        $0 * 256 + Double($1)
      }
    }
    aspect = number(at: 20) / max(number(at: 16), 1)
    uri = "data:image/png;base64,\(bytes.base64EncodedString())"
  }
}
