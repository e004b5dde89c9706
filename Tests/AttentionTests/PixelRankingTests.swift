import Attention
import Imaging
import Statistics
import Testing

@Suite("Pixel ranking")
struct PixelRankingTests {
  @Test("its AUC is that of a comparison sort", arguments: RandomCase.many)
  func area(random: RandomCase) throws {
    let slow = try #require(
      ROC.area(
        scores: random.map.values.map { Double(max($0, 0)) }, positives: random.mask.pixels))
    let score = try AttentionScore(of: random.map, in: random.mask)
    #expect(isClose(score.pixelAUC, .defined(slow)))
  }

  @Test("its rank accuracy is the mean over all orders of the ties", arguments: RandomCase.many)
  func ranks(random: RandomCase) throws {
    // By definition: each pixel's chance of a place, given how many are above and beside it.
    let saliency = random.map.values.map { max($0, 0) }
    let places = random.mask.pixels.count(where: \.self)
    var expected = 0.0
    for (value, isLung) in zip(saliency, random.mask.pixels) where isLung {
      let above = saliency.count { $0 > value }
      let beside = saliency.count { $0 == value }
      expected += min(1, max(0, Double(places - above) / Double(beside)))
    }
    let score = try AttentionScore(of: random.map, in: random.mask)
    #expect(isClose(score.rankAccuracy, .defined(expected / Double(places))))
  }
}
