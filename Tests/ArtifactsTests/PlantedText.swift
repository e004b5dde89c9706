import Artifacts
import Foundation
import Imaging

/// Text drawn on a picture at a known place.
struct PlantedText {
  var text = "R"
  /// Height of a capital, in pixels.
  var height: Double
  /// The centre, in pixels.
  var x: Double, y: Double
  /// In degrees, clockwise.
  var angle = 0.0
  var tone: Float = 1

  /// The rows and columns of the pixels that the text covers by half or more.
  struct Place: Equatable {
    let rows: Range<Int>
    let columns: Range<Int>
  }

  /// Draws the text and tells where it is.
  func draw(on image: inout GrayImage) -> Place {
    // A capital of DejaVu is 0.729 em high.
    let outline = Font.bold.outline(of: text, size: height / 0.729, at: Point(x: 0, y: 0))
    let bounds = outline.bounds!
    let (centreX, centreY) = (bounds.x + bounds.width / 2, bounds.y + bounds.height / 2)
    let (cosine, sine) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
    let path = Path(
      contours: outline.contours.map { contour in
        contour.map { point in
          let (dx, dy) = (point.x - centreX, point.y - centreY)
          return Point(x: x + dx * cosine - dy * sine, y: y + dx * sine + dy * cosine)
        }
      })
    var canvas = Canvas(
      width: image.width, height: image.height, color: RGBColor(red: 0, green: 0, blue: 0))
    canvas.fill(path, color: RGBColor(red: 255, green: 255, blue: 255))
    var covered: [(x: Int, y: Int)] = []
    for index in image.samples.indices {
      let share = Float(canvas.image.pixels[3 * index]) / 255
      image.samples[index] += (tone - image.samples[index]) * share
      if share >= 0.5 { covered.append((index % image.width, index / image.width)) }
    }
    return Place(
      rows: covered.map(\.y).min()!..<covered.map(\.y).max()! + 1,
      columns: covered.map(\.x).min()!..<covered.map(\.x).max()! + 1)
  }
}

extension TextMarker {
  /// Intersection over union with a place.
  func overlap(_ place: PlantedText.Place) -> Double {
    let shared = Double(
      rows.clamped(to: place.rows).count * columns.clamped(to: place.columns).count)
    let both = Double(rows.count * columns.count + place.rows.count * place.columns.count)
    return shared / (both - shared)
  }
}
