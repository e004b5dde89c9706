import Statistics
import Testing

@Suite("Calibration, and areas of resamples")
struct CalibrationTests {
  private struct Reference: Decodable {
    let scores: [Double]
    let outcomes: [Bool]
    let weights: [Double]
    let brier: Double
    let confidences: [Double]
    let hits: [Bool]
    let expectedError: Double
    let area: Double
    let plainArea: Double
  }

  private func references() throws -> [Reference] {
    try readFixture("evaluations.json")
  }

  @Test("Brier's score and the expected calibration error agree with scikit-learn and NumPy")
  func calibration() throws {
    for reference in try references() {
      let brier = Calibration.brierScore(
        probabilities: reference.scores, outcomes: reference.outcomes, weights: reference.weights)
      let error = Calibration.expectedError(
        confidences: reference.confidences, hits: reference.hits, weights: reference.weights)
      #expect(abs((brier ?? .nan) - reference.brier) < 1e-12)
      #expect(abs((error ?? .nan) - reference.expectedError) < 1e-12)
    }
  }

  @Test("the area of a resample is scikit-learn's with the counts as weights")
  func weightedAreas() throws {
    for reference in try references() {
      let ranked = try #require(RankedScores(reference.scores, positives: reference.outcomes))
      let once = reference.scores.map { _ in 1.0 }
      #expect(abs((ranked.area(weights: reference.weights) ?? .nan) - reference.area) < 1e-12)
      #expect(abs((ranked.area(weights: once) ?? .nan) - reference.plainArea) < 1e-12)
      #expect(
        ranked.area(weights: once)
          == ROC.area(scores: reference.scores, positives: reference.outcomes))
    }
  }

  @Test("what is undefined is nil: no case, NaN, a class that is not there")
  func undefined() {
    #expect(Calibration.brierScore(probabilities: [], outcomes: []) == nil)
    #expect(Calibration.brierScore(probabilities: [.nan], outcomes: [true]) == nil)
    #expect(Calibration.expectedError(confidences: [], hits: []) == nil)
    #expect(Calibration.expectedError(confidences: [.nan], hits: [true]) == nil)
    #expect(RankedScores([.nan], positives: [true]) == nil)
    #expect(RankedScores([1, 2], positives: [true, false])?.area(weights: [1, 0]) == nil)
  }

  @Test("probabilities that come true have no error, certain errors the greatest")
  func extremes() {
    #expect(Calibration.expectedError(confidences: [1, 1], hits: [true, true]) == 0)
    #expect(Calibration.expectedError(confidences: [1, 1], hits: [false, false]) == 1)
    #expect(Calibration.brierScore(probabilities: [1, 0], outcomes: [true, false]) == 0)
  }

  @Test("joint intervals are those of each figure alone, and undefined where one is")
  func jointBootstrap() {
    struct Fixed: RandomNumberGenerator {
      var state: UInt64 = 1
      mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
      }
    }
    let values = [1.0, 2, 3, 5, 8, 13]
    func mean(_ weights: [Double]) -> Double? {
      zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }
    var generator = Fixed()
    let joint = ConfidenceInterval.bootstrap(
      clusters: Array(values.indices), clusterCount: values.count, using: &generator
    ) { [mean($0), $0[0] > 0 ? 1 : nil] }
    var again = Fixed()
    let alone = ConfidenceInterval.bootstrap(ofMean: values, using: &again)
    #expect(abs((joint[0]?.lower ?? .nan) - (alone?.lower ?? 0)) < 1e-12)
    #expect(abs((joint[0]?.upper ?? .nan) - (alone?.upper ?? 0)) < 1e-12)
    #expect(joint[1] == nil)
    let single = ConfidenceInterval.bootstrap(
      clusters: [0, 0], clusterCount: 1, using: &generator
    ) { [$0[0]] }
    #expect(single == [nil])
  }
}
