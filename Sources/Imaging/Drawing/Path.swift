/// A place in a picture: x to the right, y down, pixel (0, 0) covering the square from 0 to 1.
package struct Point: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  package static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
  package static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
  package static func * (a: Point, factor: Double) -> Point {
    Point(x: a.x * factor, y: a.y * factor)
  }

  /// The distance from the origin.
  package var length: Double { (x * x + y * y).squareRoot() }
}

/// An upright rectangle.
package struct Rectangle: Hashable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package var maxX: Double { x + width }
  package var maxY: Double { y + height }

  /// Whether all of `other` lies inside.
  package func contains(_ other: Rectangle) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }
}

/// Closed polygons that are filled together.
///
/// Where polygons of one orientation overlap they unite; one of the opposite orientation inside
/// another cuts a hole.
package struct Path: Equatable, Sendable {
  /// The corners of each polygon; the last is joined to the first.
  package var contours: [[Point]]

  package init(contours: [[Point]] = []) {
    self.contours = contours
  }

  package init(_ rectangle: Rectangle) {
    let (left, top, right, bottom) = (rectangle.x, rectangle.y, rectangle.maxX, rectangle.maxY)
    self.init(contours: [
      [
        Point(x: left, y: top), Point(x: right, y: top),
        Point(x: right, y: bottom), Point(x: left, y: bottom),
      ]
    ])
  }

  /// The smallest rectangle around all corners, or `nil` without any.
  package var bounds: Rectangle? {
    guard let first = contours.lazy.flatMap({ $0 }).first else { return nil }
    var (left, top, right, bottom) = (first.x, first.y, first.x, first.y)
    for contour in contours {
      for point in contour {
        left = min(left, point.x)
        right = max(right, point.x)
        top = min(top, point.y)
        bottom = max(bottom, point.y)
      }
    }
    return Rectangle(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The path enlarged about the origin, then moved.
  package func placed(scale: Double = 1, offset: Point) -> Path {
    Path(contours: contours.map { contour in contour.map { $0 * scale + offset } })
  }
}
