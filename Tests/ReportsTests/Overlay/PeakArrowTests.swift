import Imaging
import Reports
import Testing

@Suite("Arrow at the strongest point")
struct PeakArrowTests {
  @Test(
    "stays in the frame with its rim, wherever it points",
    arguments: [(256, 256), (300, 120), (120, 500), (20, 900), (2400, 60), (1, 256), (2000, 2000)])
  func insideFrame(width: Int, height: Int) throws {
    let frame = Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
    for x in [0, 0.1, 0.5, 0.9, 1] {
      for y in [0, 0.1, 0.5, 0.9, 1] {
        let target = Point(
          x: 0.5 + x * (frame.width - 1), y: 0.5 + y * (frame.height - 1))
        let arrow = PeakArrow(at: target, in: frame) { _ in 0 }
        var bounds = try #require(arrow.path.bounds)
        // A frame of a few pixels has no room for a rim.
        if min(width, height) > 10 {
          bounds = Rectangle(
            x: bounds.x - arrow.rim, y: bounds.y - arrow.rim,
            width: bounds.width + 2 * arrow.rim, height: bounds.height + 2 * arrow.rim)
        }
        #expect(frame.contains(bounds), "\(target)")
      }
    }
  }

  @Test("has its tip beside the point, corners included")
  func tip() throws {
    let frame = Rectangle(x: 0, y: 0, width: 400, height: 300)
    for target in [(0.5, 0.5), (399.5, 0.5), (0.5, 299.5), (399.5, 299.5), (200, 0.5), (120, 140)] {
      let point = Point(x: target.0, y: target.1)
      let arrow = PeakArrow(at: point, in: frame) { _ in 0 }
      let tip = try #require(arrow.path.contours.first?.first)
      #expect((tip - point).length < 8, "\(target)")
    }
  }

  @Test("comes from the side where it hides least")
  func direction() throws {
    let frame = Rectangle(x: 0, y: 0, width: 400, height: 400)
    let arrow = PeakArrow(at: Point(x: 200, y: 200), in: frame) { $0.y < 205 ? 1 : 0 }
    let bounds = try #require(arrow.path.bounds)
    #expect(bounds.y > 200)
  }
}
