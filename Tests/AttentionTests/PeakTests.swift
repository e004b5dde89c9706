import Attention
import Imaging
import Testing

@Suite("Peak")
struct PeakTests {
  /// A plateau of six pixels in the middle of a wide map.
  static let plateau = PixelMap(
    width: 5, height: 4,
    values: [
      0, 0, 0, 0, 0,
      0, 7, 7, 7, 0,
      0, 7, 7, 7, 1,
      0, 0, 0, 0, 0,
    ])

  @Test("of a plateau is its pixel nearest the centre, the first in reading order")
  func centre() throws {
    let peak = try #require(try AttentionScore(of: Self.plateau, in: nil).peak)
    #expect([peak.x, peak.y] == [2, 1])
    #expect(peak.value == 7)
  }

  @Test("half a plateau in the lungs is not yet a hit")
  func half() throws {
    let score = try AttentionScore(
      of: Self.plateau, in: LungMask("#####", "#####", ".....", "....."))
    #expect(score.pointingHit == .defined(0))
    #expect(score.peak?.isInLung == false)
    #expect(score.peak.map { [$0.x, $0.y] } == [2, 2])
  }

  @Test("more than half is, and the peak is one of those pixels")
  func majority() throws {
    let score = try AttentionScore(
      of: Self.plateau, in: LungMask(".....", "##.##", "..##.", "....."))
    #expect(score.pointingHit == .defined(1))
    #expect(score.peak.map { [$0.x, $0.y] } == [2, 2])
  }
}
