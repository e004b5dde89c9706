import Statistics
import Testing

@Suite("Area under the ROC curve")
struct ROCTests {
  @Test("agrees with scikit-learn, with and without ties")
  func sklearn() throws {
    for reference in try StatisticsFixture.load().areas {
      let area = ROC.area(scores: reference.scores, positives: reference.positives)
      #expect(isClose(area, reference.area))
    }
  }

  @Test("1 for perfect order, 0 for its reverse, a half for no information")
  func extremes() {
    let positives = [false, false, true, true, true]
    #expect(ROC.area(scores: [1, 2, 3, 4, 5], positives: positives) == 1)
    #expect(ROC.area(scores: [5, 4, 3, 2, 1], positives: positives) == 0)
    #expect(ROC.area(scores: [7, 7, 7, 7, 7], positives: positives) == 0.5)
    #expect(ROC.area(scores: [.infinity, -.infinity], positives: [true, false]) == 1)
  }

  @Test("undefined without both classes, or with NaN")
  func undefined() {
    #expect(ROC.area(scores: [1, 2], positives: [true, true]) == nil)
    #expect(ROC.area(scores: [1, 2], positives: [false, false]) == nil)
    #expect(ROC.area(scores: [], positives: []) == nil)
    #expect(ROC.area(scores: [1, .nan], positives: [true, false]) == nil)
  }
}
