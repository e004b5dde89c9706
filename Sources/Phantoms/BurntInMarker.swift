import Foundation
import Imaging
import Tensors

/// White letters in a corner of the picture, such as the side marker "R".
struct BurntInMarker: Sendable, Equatable {
  /// A corner of the picture.
  enum Corner: Sendable {
    case topLeft, topRight, bottomLeft, bottomRight

    /// The direction from the picture's centre.
    var direction: (u: Double, v: Double) {
      switch self {
      case .topLeft: (-1, -1)
      case .topRight: (1, -1)
      case .bottomLeft: (-1, 1)
      case .bottomRight: (1, 1)
      }
    }
  }

  let text: String
  let corner: Corner
  /// Height of a capital in short sides of the picture.
  let height: Double
  /// Distance of the text from both edges, in short sides.
  let inset = 0.04

  init(_ text: String, at corner: Corner, height: Double) {
    self.text = text
    self.corner = corner
    self.height = height
  }

  /// This picture's own copy: nobody puts a marker twice at the same place.
  func placed(on frame: PictureFrame, from generator: inout RandomGenerator) -> PlacedMarker {
    let letters = LetterShapes(text)
    let tall = height * generator.uniform(in: 0.92...1.08) * frame.shortSide
    let wide = tall * letters.width / letters.height
    let (u, v) = corner.direction
    let insetX = (inset + generator.uniform(in: -0.015...0.015)) * frame.shortSide
    let insetY = (inset + generator.uniform(in: -0.015...0.015)) * frame.shortSide
    return PlacedMarker(
      letters: letters, pixelsPerDot: tall / letters.height,
      x: Double(frame.width - 1) / 2 + u * (Double(frame.width) / 2 - insetX - wide / 2),
      y: Double(frame.height - 1) / 2 + v * (Double(frame.height) / 2 - insetY - tall / 2),
      rotation: Direction(angle: generator.uniform(in: -0.05...0.05)),
      tone: generator.uniform(in: 0.94...1))
  }
}

/// A marker at its place, in pixels.
struct PlacedMarker: Sendable {
  let letters: LetterShapes
  let pixelsPerDot: Double
  /// The text's centre.
  let x, y: Double
  let rotation: Direction
  let tone: Double

  /// Draws the letters and notes each pixel they changed.
  func burn(into image: inout GrayImage, mask: inout [Bool]) {
    let frame = PictureFrame(width: image.width, height: image.height)
    let reach = hypot(letters.width, letters.height) / 2 * pixelsPerDot + 1
    guard let columns = frame.columns(from: x - reach, to: x + reach),
      let rows = frame.rows(from: y - reach, to: y + reach)
    else { return }
    for row in rows {
      for column in columns {
        let dx = (Double(column) - x) / pixelsPerDot
        let dy = (Double(row) - y) / pixelsPerDot
        let coverage = letters.coverage(
          dx * rotation.cosine + dy * rotation.sine + letters.width / 2,
          dy * rotation.cosine - dx * rotation.sine + letters.height / 2)
        guard coverage > 0 else { continue }
        let old = Double(image[column, row])
        image[column, row] = Float(old + (tone - old) * coverage)
        mask[row * image.width + column] = true
      }
    }
  }
}
