public import Imaging

/// The frame of a radiograph that shows nothing of the patient: collimation, letterbox, a drawn
/// border.
///
/// Each side is a band along the picture's edge, of one tone but for noise, JPEG artefacts and
/// letters, that ends in a straight line. Dark air beside the patient has no such end.
///
/// Of 328 clinical radiographs it found a border on 30: Eurorad's teaching files 14 of 62, NIH 15 of
/// 80, Guangzhou 1 of 140, Hannover none of 46. Looked at, all were frames, and no patient was cut.
/// Not found are a collimation that is rotated or shades off into the picture (some of NIH's and
/// Eurorad's), and a black letterbox all along air that is just as black.
public struct PictureBorder: Sendable, Equatable {
  /// The rows between the upper and the lower border.
  public let rows: Range<Int>
  /// The columns between the left and the right border.
  public let columns: Range<Int>

  /// The border of a picture; `nil` where there is none.
  ///
  /// No side is taken to be more than two fifths of the picture, nor less than a 300th of its
  /// shorter side.
  ///
  /// - Complexity: Linear in the number of pixels at worst, mostly in that of the border.
  public init?(of image: GrayImage) {
    let whole = (rows: 0..<image.height, columns: 0..<image.width)
    var (rows, columns) = whole
    // Sides meet in corners, where one is no part of the other: looked at again without it.
    for _ in 0..<3 {
      let before = (rows, columns)
      for side in BorderBand.Side.allCases {
        while let band = BorderBand(at: side, of: image, rows: rows, columns: columns) {
          (rows, columns) = (band.rows, band.columns)
        }
      }
      if (rows, columns) == before { break }
    }
    // Thinner bands are left by resampling and by scanners' edges, and nobody sees them.
    let thinnest = max(1, min(image.width, image.height) / 300)
    self.rows = rows.dropping(sidesThinnerThan: thinnest, of: whole.rows)
    self.columns = columns.dropping(sidesThinnerThan: thinnest, of: whole.columns)
    guard (self.rows, self.columns) != whole else { return nil }
  }

  /// Whether a pixel lies on the border.
  public func contains(x: Int, y: Int) -> Bool { !rows.contains(y) || !columns.contains(x) }

  /// The border on a picture of `width` × `height` as boxes that do not overlap: above, below, left
  /// and right.
  package func bands(width: Int, height: Int) -> [PixelBox] {
    [
      (0..<rows.lowerBound, 0..<width), (rows.upperBound..<height, 0..<width),
      (rows, 0..<columns.lowerBound), (rows, columns.upperBound..<width),
    ].filter { !$0.0.isEmpty && !$0.1.isEmpty }.map { PixelBox(rows: $0.0, columns: $0.1) }
  }

  /// The border's pixels on a picture of `width` × `height`, row-major.
  public func area(width: Int, height: Int) -> [Bool] {
    (0..<height).flatMap { y in (0..<width).map { x in contains(x: x, y: y) } }
  }
}

extension Range<Int> {
  /// The range without those ends of `whole` that are thinner than `width`.
  fileprivate func dropping(sidesThinnerThan width: Int, of whole: Range<Int>) -> Range<Int> {
    let start = lowerBound - whole.lowerBound < width ? whole.lowerBound : lowerBound
    let end = whole.upperBound - upperBound < width ? whole.upperBound : upperBound
    return start..<end
  }
}
