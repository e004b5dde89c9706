import Statistics
import Testing

@Suite("Wilson interval")
struct WilsonIntervalTests {
  @Test("agrees with SciPy, for many and few trials and any confidence")
  func scipy() throws {
    for reference in try StatisticsFixture.load().wilsons {
      let interval = ConfidenceInterval.wilson(
        successes: reference.successes, of: reference.trials, confidence: reference.confidence)
      #expect(isClose(interval?.lower, reference.lower))
      #expect(isClose(interval?.upper, reference.upper))
      #expect(interval?.confidence == reference.confidence)
    }
  }

  @Test("never leaves 0...1 and always holds the observed share")
  func bounds() throws {
    for trials in 1...40 {
      for successes in 0...trials {
        let interval = try #require(ConfidenceInterval.wilson(successes: successes, of: trials))
        #expect(interval.lower >= 0 && interval.upper <= 1)
        let share = Double(successes) / Double(trials)
        #expect(interval.lower <= share && share <= interval.upper)
      }
    }
  }

  @Test("no trials say nothing")
  func noTrials() {
    #expect(ConfidenceInterval.wilson(successes: 0, of: 0) == nil)
  }
}
