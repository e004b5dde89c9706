import Foundation
import Statistics
import Testing

/// DeLong's figures pair by pair in NumPy; `make_areas.py` made them.
private struct Areas: Decodable {
  let first: [Double]
  let second: [Double]
  let positives: [Bool]
  let confidence: Double
  /// Of the first area.
  let interval: [Double]?
  let areas: [Double]
  let z: Double
  let pValue: Double
  let difference: [Double]

  static func load() throws -> [Areas] { try readFixture("areas.json") }
}

@Suite("DeLong's interval of the area under the ROC curve")
struct AreaIntervalTests {
  @Test("agrees with the definition pair by pair, with and without ties")
  func definition() throws {
    for reference in try Areas.load() {
      let interval = try ConfidenceInterval.areaUnderROC(
        scores: reference.first, positives: reference.positives,
        confidence: reference.confidence
      ).get()
      let expected = try #require(reference.interval)
      #expect(isClose(interval.lower, expected[0]))
      #expect(isClose(interval.upper, expected[1]))
      #expect(interval.confidence == reference.confidence)
    }
  }

  @Test("covers the true area about as often as it says")
  func coverage() throws {
    // Positives are uniform in 0.4…1.4, negatives in 0…1: the area is 1 − 0.6²/2. Fixed seed.
    var generator = SplitMix(state: 3)
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    let positives = (0..<60).map { $0 < 25 }
    let covered = (0..<500).count { _ in
      let scores = positives.map { $0 ? uniform() + 0.4 : uniform() }
      let interval = ConfidenceInterval.areaUnderROC(scores: scores, positives: positives).value
      return interval.map { $0.lower <= 0.82 && 0.82 <= $0.upper } ?? false
    }
    #expect((460...492).contains(covered), "\(covered) of 500")
  }

  @Test("separate classes: as sure as the smaller one allows")
  func separate() throws {
    let positives = [false, false, false, true, true]
    let right = ConfidenceInterval.areaUnderROC(scores: [1, 2, 3, 4, 5], positives: positives)
    let wrong = ConfidenceInterval.areaUnderROC(scores: [5, 4, 3, 2, 1], positives: positives)
    #expect(right.value == .wilson(successes: 2, of: 2))
    #expect(wrong.value == .wilson(successes: 0, of: 2))
    let pair = ConfidenceInterval.areaUnderROC(
      scores: [-.infinity, .infinity], positives: [false, true])
    #expect(pair.value == .wilson(successes: 1, of: 1))
  }

  @Test("undefined without both classes, two cases of each, variation, or with NaN")
  func undefined() {
    func reason(_ scores: [Double], _ positives: [Bool]) -> UndefinedStatistic? {
      ConfidenceInterval.areaUnderROC(scores: scores, positives: positives).failure
    }
    #expect(reason([], []) == .oneClass)
    #expect(reason([1, 2], [true, true]) == .oneClass)
    #expect(reason([1, 2], [false, false]) == .oneClass)
    #expect(reason([1, 2, 3], [false, true, false]) == .tooFew)
    #expect(reason([7, 7, 7, 7], [false, true, false, true]) == .constant)
    #expect(reason([1, .nan, 3], [false, true, false]) == .notFinite)
  }
}

@Suite("DeLong's test of two areas")
struct AreaDifferenceTests {
  @Test("agrees with the definition's covariance matrix")
  func definition() throws {
    for reference in try Areas.load() {
      let difference = try AreaDifference.delong(
        reference.first, reference.second, positives: reference.positives,
        confidence: reference.confidence
      ).get()
      #expect(isClose(difference.first, reference.areas[0]))
      #expect(isClose(difference.second, reference.areas[1]))
      #expect(isClose(difference.value, reference.areas[0] - reference.areas[1]))
      #expect(isClose(difference.z, reference.z))
      #expect(agree(difference.pValue, reference.pValue))
      #expect(isClose(difference.interval.lower, reference.difference[0]))
      #expect(isClose(difference.interval.upper, reference.difference[1]))
    }
  }

  @Test("undefined where the curves differ by nothing, or by the same for every case")
  func constant() {
    let positives = [false, true, false, true, true]
    let scores = [0.1, 0.3, 0.4, 0.35, 0.9]
    func reason(_ first: [Double], _ second: [Double]) -> UndefinedStatistic? {
      AreaDifference.delong(first, second, positives: positives).failure
    }
    #expect(reason(scores, scores) == .constant)
    #expect(reason(scores, scores.map { $0 * $0 }) == .constant)
    #expect(reason([0, 1, 0, 1, 1], [0, 0, 0, 0, 0]) == .constant)
  }

  @Test("undefined without both classes, two cases of each, or with NaN")
  func undefined() {
    func reason(_ scores: [Double], _ positives: [Bool]) -> UndefinedStatistic? {
      AreaDifference.delong(scores, scores.reversed(), positives: positives).failure
    }
    #expect(reason([], []) == .oneClass)
    #expect(reason([1, 2], [true, true]) == .oneClass)
    #expect(reason([1, 2, 3], [true, false, true]) == .tooFew)
    #expect(reason([1, 2, .nan], [true, false, true]) == .notFinite)
  }
}
