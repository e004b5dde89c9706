package import Artifacts
package import Imaging
package import Tables
internal import Tensors

/// Parts of an image, to be put at the same place of another.
package struct Cutout: Sendable {
  /// The case whose image they come from.
  package let donor: Case
  private let original: Extent
  private let parts: [(box: PixelBox, image: GrayImage)]

  /// A text with the margin of its box.
  package init(text: TextMarker, on image: GrayImage, of donor: Case) {
    self.init([text.boxWithMargin(width: image.width, height: image.height)], of: image, donor)
  }

  /// A frame and nothing of what it surrounds.
  package init(frame: PictureBorder, on image: GrayImage, of donor: Case) {
    self.init(frame.bands(width: image.width, height: image.height), of: image, donor)
  }

  private init(_ boxes: [PixelBox], of image: GrayImage, _ donor: Case) {
    self.donor = donor
    original = image.extent
    parts = boxes.map { ($0, image.part($0)) }
  }

  /// The median tone of the outline of its first part: that of the ground below a text.
  var ground: Float { parts.first?.image.medianOfOutline ?? 0 }

  /// What a network sees with the parts on an image, and the pixels that they take; `nil` where it
  /// would see nothing of them.
  ///
  /// Each part is scaled by itself, so that nothing beside it on the donor's image comes along.
  package func inserted(into view: NetworkView) -> (image: GrayImage, area: [Bool])? {
    var image = view.image
    var area = [Bool](repeating: false, count: image.samples.count)
    for part in parts {
      guard let (seen, place) = view.place(of: part.box, on: original) else { continue }
      let content = part.image.part(seen.relative(to: part.box))
        .resized(to: Extent(height: place.rows.count, width: place.columns.count))
      for (y, row) in place.rows.enumerated() {
        for (x, column) in place.columns.enumerated() { image[column, row] = content[x, y] }
      }
      place.mark(in: &area, width: image.width)
    }
    return area.contains(true) ? (image, area) : nil
  }
}

extension PixelBox {
  /// The box as seen from the upper left corner of another that holds it.
  fileprivate func relative(to other: PixelBox) -> PixelBox {
    func shifted(_ range: Range<Int>, by start: Int) -> Range<Int> {
      range.lowerBound - start..<range.upperBound - start
    }
    return PixelBox(
      rows: shifted(rows, by: other.rows.lowerBound),
      columns: shifted(columns, by: other.columns.lowerBound))
  }
}

extension GrayImage {
  /// The median of the outermost pixels.
  fileprivate var medianOfOutline: Float {
    let outline = samples.indices.filter { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      return row == 0 || row == height - 1 || column == 0 || column == width - 1
    }.map { samples[$0] }.sorted()
    return outline[outline.count / 2]
  }
}
