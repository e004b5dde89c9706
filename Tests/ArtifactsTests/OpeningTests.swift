import Artifacts
import Testing

@Suite("Grey-scale opening")
struct OpeningTests {
  @Test("is the greatest of the least samples under each square", arguments: 0...4)
  func definition(radius: Int) {
    for (width, height) in [(1, 1), (1, 9), (7, 1), (5, 6), (13, 11)] {
      let plane = (0..<width * height).map { UInt8($0 * 97 % 251) }
      func extreme(_ plane: [UInt8], _ pick: ([UInt8]) -> UInt8?) -> [UInt8] {
        plane.indices.map { index in
          let (x, y) = (index % width, index / width)
          let rows = max(0, y - radius)...min(height - 1, y + radius)
          let columns = max(0, x - radius)...min(width - 1, x + radius)
          return pick(rows.flatMap { row in columns.map { plane[row * width + $0] } })!
        }
      }
      let expected = extreme(extreme(plane) { $0.min() }) { $0.max() }
      #expect(
        Opening.opened(plane, width: width, height: height, radius: radius) == expected,
        "\(width) × \(height)")
    }
  }
}
