import Statistics
import Testing

@Suite("Detections against true boxes")
struct DetectionTests {
  private func box(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> DetectionBox {
    DetectionBox(x0: x0, y0: y0, x1: x1, y1: y1)
  }

  @Test("overlap is intersection over union")
  func overlap() {
    #expect(box(0, 0, 2, 2).overlap(with: box(1, 1, 3, 3)) == 1.0 / 7)
    #expect(box(0, 0, 4, 4).overlap(with: box(1, 1, 3, 3)) == 0.25)
    #expect(box(0, 0, 2, 2).overlap(with: box(0, 0, 2, 2)) == 1)
    #expect(box(0, 0, 2, 2).overlap(with: box(2, 0, 4, 2)) == 0)
  }

  @Test("the surer detection takes a true box, the other is false")
  func oneEach() {
    let truths = [box(0, 0, 10, 10)]
    let matching = DetectionMatching(
      detections: [(box(0, 0, 10, 9), 0.5), (box(0, 0, 10, 5), 0.9)], truths: truths)
    #expect(matching.found == [nil, 0])
    #expect(matching.missed.isEmpty)
  }

  @Test("a detection takes the true box that it overlaps most, or the next if that is taken")
  func nearest() {
    let truths = [box(0, 0, 10, 10), box(4, 0, 14, 10)]
    let detections = [(box(3, 0, 13, 10), 0.9), (box(3, 0, 13, 10), 0.8)]
    #expect(DetectionMatching(detections: detections, truths: truths).found == [1, 0])
  }

  @Test("the least overlap is enough, less is not")
  func threshold() {
    let truths = [box(0, 0, 10, 10)]
    let enough = DetectionMatching(detections: [(box(0, 0, 10, 3), 1)], truths: truths)
    #expect(enough.found == [0])
    let less = DetectionMatching(detections: [(box(0, 0, 10, 2.9), 1)], truths: truths)
    #expect(less.found == [nil])
    #expect(less.missed == [0])
  }

  @Test("boxes that only touch never match")
  func touching() {
    let matching = DetectionMatching(
      detections: [(box(0, 0, 1, 1), 1)], truths: [box(1, 0, 2, 1)], leastOverlap: 0)
    #expect(matching.found == [nil])
  }

  @Test("average precision by hand: precisions 1, 2/3 and 3/5 at recalls 1/4, 1/2 and 3/4")
  func averagePrecision() throws {
    let found = [true, false, true, false, true]
    let detections = found.enumerated().map { (confidence: 1 / Double($0 + 1), isFound: $1) }
    let area = try #require(AveragePrecision.area(detections: detections, truths: 4))
    #expect(abs(area - (1 + 2.0 / 3 + 3.0 / 5) / 4) < 1e-12)
  }

  @Test("precision counts as the best at this recall or a higher one")
  func envelope() throws {
    let found = [false, true, true]
    let detections = found.enumerated().map { (confidence: 1 - Double($0) / 10, isFound: $1) }
    let area = try #require(AveragePrecision.area(detections: detections, truths: 2))
    #expect(abs(area - 2.0 / 3) < 1e-12)
  }

  @Test("equal confidences count together, in any order")
  func ties() {
    let one = AveragePrecision.area(
      detections: [(0.5, true), (0.5, false)], truths: 1)
    let other = AveragePrecision.area(
      detections: [(0.5, false), (0.5, true)], truths: 1)
    #expect(one == 0.5)
    #expect(other == 0.5)
  }

  @Test("undefined without true boxes, 0 without detections")
  func empty() {
    #expect(AveragePrecision.area(detections: [(0.5, false)], truths: 0) == nil)
    #expect(AveragePrecision.area(detections: [], truths: 3) == 0)
  }
}
