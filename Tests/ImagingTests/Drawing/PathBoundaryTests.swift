import Imaging
import Tensors
import Testing

@Suite("Boundary of a mask")
struct PathBoundaryTests {
  private func signedArea(_ contour: [Point]) -> Double {
    zip(contour, contour.dropFirst() + [contour[0]])
      .reduce(0) { $0 + ($1.0.x * $1.1.y - $1.0.y * $1.1.x) / 2 }
  }

  @Test("of one pixel is the diamond between the middles of its sides")
  func pixel() {
    let path = Path.boundary(
      of: [false, false, false, false, true, false], width: 3, height: 2)
    #expect(
      path.contours == [[(1.5, 1.0), (2, 1.5), (1.5, 2), (1, 1.5)].map { Point(x: $0, y: $1) }])
  }

  @Test("of nothing is empty, and of everything runs along the frame")
  func extremes() {
    #expect(
      Path.boundary(of: Array(repeating: false, count: 12), width: 4, height: 3).contours.isEmpty)
    let all = Path.boundary(of: Array(repeating: true, count: 12), width: 4, height: 3)
    #expect(all.bounds == Rectangle(x: 0, y: 0, width: 4, height: 3))
    #expect(all.contours.count == 1)
  }

  /// Each convex corner cuts an eighth of a pixel off and each concave one adds it; a closed line
  /// has four more of one than of the other.
  @Test("encloses the pixels, but for half a pixel per line", arguments: 0..<20)
  func area(seed: UInt64) {
    var random = RandomGenerator(seed: seed)
    let (width, height) = (3 + random.index(below: 20), 3 + random.index(below: 20))
    let density = random.uniform()
    let pixels = (0..<width * height).map { _ in random.uniform() < density }
    let areas = Path.boundary(of: pixels, width: width, height: height).contours.map(signedArea)
    let enclosed = areas.reduce(0) { $0 + $1 + ($1 > 0 ? 0.5 : -0.5) }
    #expect(abs(enclosed - Double(pixels.count { $0 })) < 1e-9)
  }

  @Test("lies on the edges between pixels, within half a pixel", arguments: 0..<5)
  func onEdges(seed: UInt64) {
    var random = RandomGenerator(seed: seed)
    let pixels = (0..<15 * 12).map { _ in random.uniform() < 0.5 }
    func isSet(_ x: Int, _ y: Int) -> Bool {
      x >= 0 && y >= 0 && x < 15 && y < 12 && pixels[y * 15 + x]
    }
    for point in Path.boundary(of: pixels, width: 15, height: 12).contours.joined() {
      let (x, y) = (Int(point.x), Int(point.y))
      let isOnUprightEdge = point.x == Double(x)
      #expect(
        isOnUprightEdge ? isSet(x - 1, y) != isSet(x, y) : isSet(x, y - 1) != isSet(x, y))
    }
  }

  @Test("keeps straight sides when smoothed, and moves corners by a pixel or so")
  func smoothing() {
    let pixels = (0..<40 * 40).map { (8..<32).contains($0 % 40) && (8..<32).contains($0 / 40) }
    let smooth = Path.boundary(of: pixels, width: 40, height: 40, smoothing: 8)
    for point in smooth.contours.joined() {
      let fromSide = min(abs(point.x - 8), abs(point.x - 32), abs(point.y - 8), abs(point.y - 32))
      #expect(fromSide < 0.4 * 8.0.squareRoot())
    }
    let middle = smooth.contours.joined().filter { abs($0.y - 20) < 3 }
    #expect(!middle.isEmpty && middle.allSatisfy { $0.x == 8 || $0.x == 32 })
  }
}
