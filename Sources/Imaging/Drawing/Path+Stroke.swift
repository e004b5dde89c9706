extension Path {
  /// The area within `width / 2` of the contours, which are taken as closed lines.
  ///
  /// One rectangle per segment, and a wedge on the outer side of every bend. Neighbours share
  /// edges and hardly overlap, so that adding up their coverage leaves no seams or beads.
  package func stroked(width: Double) -> Path {
    var result = Path()
    for contour in contours {
      let corners = contour.withoutRepeats
      guard corners.count > 1 else { continue }
      let normals = corners.indices.map { index -> Point in
        let along = corners[(index + 1) % corners.count] - corners[index]
        return Point(x: -along.y, y: along.x) * (width / 2 / along.length)
      }
      for (index, start) in corners.enumerated() {
        let (end, normal) = (corners[(index + 1) % corners.count], normals[index])
        result.contours.append([start - normal, end - normal, end + normal, start + normal])
        result.contours.append(
          Path.join(at: end, from: normal, to: normals[(index + 1) % normals.count]))
      }
    }
    return result
  }

  /// The wedge between two segments' outer sides, rounded by points on the circle.
  private static func join(at corner: Point, from first: Point, to second: Point) -> [Point] {
    let turn = first.x * second.y - first.y * second.x
    let side = turn > 0 ? -1.0 : 1.0
    let (a, b) = (first * side, second * side)
    let radius = a.length
    let sum = a + b
    // A bend of more than about 40° would look cut off with a straight edge; a reversal has no
    // middle direction, so it goes round by the normal's own direction.
    guard sum.length < 1.88 * radius else { return oriented([corner, a + corner, b + corner]) }
    let middle =
      sum.length > 1e-9
      ? sum * (radius / sum.length) : Point(x: -a.y, y: a.x) * -side
    let arc = [a, bisector(a, middle, radius), middle, bisector(middle, b, radius), b]
    return oriented([corner] + arc.map { $0 + corner })
  }

  private static func bisector(_ a: Point, _ b: Point, _ radius: Double) -> Point {
    let sum = a + b
    return sum.length > 1e-9 ? sum * (radius / sum.length) : a
  }

  /// The polygon, turned the same way round as the segments' rectangles.
  private static func oriented(_ polygon: [Point]) -> [Point] {
    var doubledArea = 0.0
    for (index, point) in polygon.enumerated() {
      let next = polygon[(index + 1) % polygon.count]
      doubledArea += point.x * next.y - point.y * next.x
    }
    return doubledArea < 0 ? polygon.reversed() : polygon
  }
}

extension [Point] {
  /// The corners without those that repeat the one before, which have no direction.
  fileprivate var withoutRepeats: [Point] {
    var corners: [Point] = []
    for point in self where (corners.last.map { ($0 - point).length > 1e-9 } ?? true) {
      corners.append(point)
    }
    if let first = corners.first, let last = corners.last, corners.count > 1,
      (first - last).length <= 1e-9
    {
      corners.removeLast()
    }
    return corners
  }
}
