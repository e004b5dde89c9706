internal import Artifacts
internal import Attention
internal import Imaging

extension LungMask {
  /// The pixels of the lungs' bounding box.
  var boxPixels: [Bool] {
    var area = [Bool](repeating: false, count: pixels.count)
    PixelBox(of: pixels, width: width)?.mark(in: &area, width: width)
    return area
  }
}

extension [TextMarker] {
  /// The pixels of the markers' boxes, each with a margin of an eighth of its shorter side, at
  /// least 2 pixels, for the soft and ringing edges of letters.
  func area(width: Int, height: Int) -> [Bool] {
    reduce(into: Array<Bool>(repeating: false, count: width * height)) { area, marker in
      let margin = Swift.max(2, Swift.min(marker.rows.count, marker.columns.count) / 8)
      PixelBox(rows: marker.rows, columns: marker.columns)
        .grown(by: margin, width: width, height: height)
        .mark(in: &area, width: width)
    }
  }
}
