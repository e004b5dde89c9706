internal import Foundation
internal import Imaging
internal import Tensors

/// A mean map in its colours with the contour of the mean lungs.
package struct PopulationChart: Sendable {
  package var title: String
  /// Cells along each side.
  package var side: Int
  /// Not negative, row-major, `side * side`.
  package var values: [Float]
  /// The share of each cell that is lung, as many.
  package var lungs: [Float]

  package init(title: String, side: Int, values: [Float], lungs: [Float]) {
    self.title = title
    self.side = side
    self.values = values
    self.lungs = lungs
  }

  private static let enlargement = 3

  /// The picture, 100 units wide; without a positive value it is black.
  package func svg() throws -> SVGElement {
    .chart(
      width: 100, height: 100, title: title,
      description: "brighter cells hold more of the saliency; the line is the mean lung",
      [
        SVGElement(
          "image",
          [
            ("width", "100"), ("height", "100"), ("preserveAspectRatio", "none"),
            ("href", "data:image/png;base64,\(Data(try picture.pngData()).base64EncodedString())"),
          ]),
        SVGElement("path", [("class", "contour-rim"), ("d", contour)]),
        SVGElement("path", [("class", "contour"), ("d", contour)]),
      ])
  }

  private var picture: PaletteImage {
    let values = enlarged(values)
    let greatest = values.max() ?? 0
    let levels = values.map { greatest > 0 ? UInt8(max(0, $0 / greatest) * 255 + 0.5) : 0 }
    return PaletteImage(
      width: side * Self.enlargement, height: side * Self.enlargement, levels: levels,
      palette: ColorMap.inferno.colors)
  }

  /// Where the lungs' share is one half.
  private var contour: String {
    let extent = Self.enlargement * side
    return Path.boundary(
      of: enlarged(lungs).map { $0 >= 0.5 }, width: extent, height: extent, smoothing: 12
    ).svgData(scale: 100 / Double(extent))
  }

  private func enlarged(_ plane: [Float]) -> [Float] {
    Resampling.bilinear(
      plane, from: .square(side), to: .square(side * Self.enlargement), antialias: false)
  }
}

extension Path {
  /// The path as the `d` of an SVG path, enlarged by `scale`.
  package func svgData(scale: Double) -> String {
    contours.map { contour in
      "M"
        + contour.map {
          "\(SVGElement.number($0.x * scale)) \(SVGElement.number($0.y * scale))"
        }.joined(separator: "L") + "Z"
    }.joined()
  }
}
