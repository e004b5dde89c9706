import Foundation
import Imaging
import Testing

private let black = RGBColor(0x000000)
private let white = RGBColor(0xFFFFFF)

extension RGBImage {
  fileprivate func red(_ x: Int, _ y: Int) -> UInt8 { pixels[3 * (y * width + x)] }
  /// The painted area in pixels, of white on black.
  fileprivate var ink: Double {
    stride(from: 0, to: pixels.count, by: 3).reduce(0) { $0 + Double(pixels[$1]) / 255 }
  }
}

@Suite("Canvas")
struct CanvasTests {
  @Test("covers pixels by their exact share")
  func fractions() {
    var canvas = Canvas(width: 4, height: 3, color: black)
    canvas.fill(Rectangle(x: 0.5, y: 1, width: 2, height: 1.25), color: white)
    let rows = (0..<3).map { y in (0..<4).map { canvas.image.red($0, y) } }
    #expect(rows == [[0, 0, 0, 0], [128, 255, 128, 0], [32, 64, 32, 0]])
  }

  @Test("gives a polygon its area, whatever its slant")
  func polygonArea() {
    let triangle = [Point(x: 3.3, y: 2.1), Point(x: 55.7, y: 9.9), Point(x: 21.2, y: 47.4)]
    let (a, b) = (triangle[1] - triangle[0], triangle[2] - triangle[0])
    var canvas = Canvas(width: 60, height: 50, color: black)
    canvas.fill(Path(contours: [triangle]), color: white)
    #expect(abs(canvas.image.ink - abs(a.x * b.y - a.y * b.x) / 2) < 0.5)
  }

  @Test("unites what overlaps and cuts out what turns the other way")
  func windings() {
    let square = Path(Rectangle(x: 2, y: 2, width: 6, height: 6)).contours[0]
    let within = Path(Rectangle(x: 4, y: 4, width: 2, height: 2)).contours[0]
    var both = Canvas(width: 10, height: 10, color: black)
    both.fill(Path(contours: [square, within]), color: white)
    #expect(both.image.ink == 36)
    var hole = Canvas(width: 10, height: 10, color: black)
    hole.fill(Path(contours: [square, within.reversed()]), color: white)
    #expect(hole.image.ink == 32)
  }

  @Test("cuts off what lies outside and ignores what is not finite")
  func clipping() {
    let disk = Path(
      contours: [
        [(-9.0, 4.0), (4, -9), (20, 5), (5, 20)].map { Point(x: $0.0, y: $0.1) }
      ])
    var canvas = Canvas(width: 6, height: 6, color: black)
    canvas.fill(disk, color: white)
    #expect(canvas.image.ink == 36)
    var empty = Canvas(width: 6, height: 6, color: black)
    empty.fill(disk.placed(offset: Point(x: 100, y: 0)), color: white)
    empty.fill(disk.placed(offset: Point(x: .nan, y: 0)), color: white)
    empty.fill(disk.placed(offset: Point(x: .infinity, y: 0)), color: white)
    empty.fill(Path(), color: white)
    #expect(empty.image.ink == 0)
  }

  @Test("strokes a line of even width, bends included", arguments: [1.0, 1.6, 3])
  func strokes(width: Double) {
    let corners = 72
    let radius = 40.0
    let circle = (0..<corners).map { step -> Point in
      let angle = 2 * Double.pi * Double(step) / Double(corners)
      return Point(x: 50.3 + radius * cos(angle), y: 49.8 + radius * sin(angle))
    }
    var canvas = Canvas(width: 100, height: 100, color: black)
    canvas.stroke(Path(contours: [circle]), width: width, color: white)
    let side = (circle[1] - circle[0]).length
    #expect(abs(canvas.image.ink - Double(corners) * side * width) < 0.01 * canvas.image.ink)
  }

  @Test("copies pictures pixel for pixel, cut at the border", arguments: [-2, 0, 3])
  func copies(offset: Int) {
    let picture = RGBImage(width: 4, height: 4, pixels: (0..<48).map { UInt8($0 + 1) })
    var canvas = Canvas(width: 5, height: 5, color: black)
    canvas.draw(picture, x: offset, y: offset)
    for y in 0..<5 {
      for x in 0..<5 {
        let (sourceX, sourceY) = (x - offset, y - offset)
        let inside = (0..<4).contains(sourceX) && (0..<4).contains(sourceY)
        #expect(canvas.image.red(x, y) == (inside ? picture.red(sourceX, sourceY) : 0))
      }
    }
    canvas.draw(picture, x: 9, y: -9)
  }
}
