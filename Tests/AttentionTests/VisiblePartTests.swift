import Attention
import Imaging
import Testing

@Suite("Score of the visible part")
struct VisiblePartTests {
  private let mask = LungMask(
    width: 6, height: 2, pixels: (0..<12).map { [2, 3, 8].contains($0) })

  @Test("a map that is uniform where the network looked scores the lungs' area there")
  func uniform() throws {
    let map = PixelMap(
      width: 6, height: 2, values: (0..<12).map { (1..<5).contains($0 % 6) ? 1 : 0 })
    let score = try AttentionScore(of: map, in: mask, visible: (0..<2, 1..<5))
    #expect(score.lungArea == .defined(3.0 / 8))
    #expect(score.lungMass == .defined(3.0 / 8))
    #expect(score.enrichment == .defined(1))
  }

  @Test("the peak is told in the whole image's pixels")
  func peak() throws {
    var values = [Float](repeating: 0.5, count: 12)
    values[9] = 1
    let map = PixelMap(width: 6, height: 2, values: values)
    let peak = try AttentionScore(of: map, in: mask, visible: (1..<2, 2..<5)).peak
    #expect(peak?.x == 3 && peak?.y == 1 && peak?.isInLung == false)
  }

  @Test("when all is visible nothing changes")
  func whole() throws {
    let map = PixelMap(width: 6, height: 2, values: (0..<12).map { Float($0) })
    #expect(
      try AttentionScore(of: map, in: mask, visible: (0..<2, 0..<6))
        == AttentionScore(of: map, in: mask))
  }
}
