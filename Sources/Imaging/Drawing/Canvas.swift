/// A surface to draw on, in pixels from the top left; what lies outside is cut off.
package struct Canvas: Sendable {
  /// What has been drawn so far.
  package private(set) var image: RGBImage

  /// A surface of one colour.
  package init(width: Int, height: Int, color: RGBColor) {
    var pixels = [UInt8](repeating: color.red, count: 3 * width * height)
    if color.green != color.red || color.blue != color.red {
      for index in stride(from: 0, to: pixels.count, by: 3) {
        pixels[index + 1] = color.green
        pixels[index + 2] = color.blue
      }
    }
    image = RGBImage(width: width, height: height, pixels: pixels)
  }

  /// A surface that already shows `image`.
  package init(_ image: RGBImage) {
    self.image = image
  }

  package var width: Int { image.width }
  package var height: Int { image.height }

  /// Fills the inside of `path`; the edges are antialiased.
  package mutating func fill(_ path: Path, color: RGBColor, opacity: Float = 1) {
    guard let coverage = CoverageBuffer(path, pictureWidth: width, pictureHeight: height)
    else { return }
    let channels = (Float(color.red), Float(color.green), Float(color.blue))
    let width = width
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      func blend(_ index: Int, _ channel: Float, _ share: Float) {
        let old = Float(pixels[index])
        pixels[index] = UInt8(old + (channel - old) * share + 0.5)
      }
      coverage.forEachCovered { column, row, covered in
        let (index, share) = (3 * (row * width + column), covered * opacity)
        blend(index, channels.0, share)
        blend(index + 1, channels.1, share)
        blend(index + 2, channels.2, share)
      }
    }
  }

  /// Fills a rectangle.
  package mutating func fill(_ rectangle: Rectangle, color: RGBColor, opacity: Float = 1) {
    fill(Path(rectangle), color: color, opacity: opacity)
  }

  /// Draws the closed lines of `path`.
  package mutating func stroke(
    _ path: Path, width: Double, color: RGBColor, opacity: Float = 1
  ) {
    fill(path.stroked(width: width), color: color, opacity: opacity)
  }

  /// Copies `picture` with its top left corner at (`x`, `y`).
  package mutating func draw(_ picture: RGBImage, x: Int, y: Int) {
    let columns = max(0, -x)..<max(0, -x, min(picture.width, width - x))
    let rows = max(0, -y)..<max(0, -y, min(picture.height, height - y))
    guard !columns.isEmpty else { return }
    for row in rows {
      let source = 3 * (row * picture.width + columns.lowerBound)
      let target = 3 * ((y + row) * width + x + columns.lowerBound)
      image.pixels.replaceSubrange(
        target..<target + 3 * columns.count,
        with: picture.pixels[source..<source + 3 * columns.count])
    }
  }

  /// Writes one line of text from `baseline` to the right.
  package mutating func write(
    _ text: String, at baseline: Point, font: Font, size: Double, color: RGBColor
  ) {
    fill(font.outline(of: text, size: size, at: baseline), color: color)
  }
}
