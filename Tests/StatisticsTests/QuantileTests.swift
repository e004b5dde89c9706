import Statistics
import Testing

@Suite("Mean and quantile")
struct QuantileTests {
  @Test("agree with NumPy")
  func numpy() throws {
    for reference in try StatisticsFixture.load().quantiles {
      #expect(isClose(reference.values.quantile(reference.probability), reference.quantile))
    }
  }

  @Test("the median is the middle value, or the mean of the middle two")
  func median() {
    #expect([5.0].median == 5)
    #expect([9.0, 1, 4].median == 4)
    #expect([9.0, 1, 4, 6].median == 5)
  }

  @Test("the mean")
  func mean() {
    #expect([1.0, 2, 6].mean == 3)
  }

  @Test("no values have no mean, median or quantile")
  func empty() {
    #expect([Double]().mean == nil)
    #expect([Double]().median == nil)
    #expect([Double]().quantile(0.1) == nil)
  }

  @Test("NaN is passed on, not sorted somewhere")
  func notANumber() {
    #expect([1.0, .nan, 3].quantile(0)?.isNaN == true)
    #expect([1.0, .nan, 3].mean?.isNaN == true)
  }

  @Test("a quantile between equal values is that value, exactly", arguments: [0.1, 0.3, 0.77])
  func equalNeighbours(probability: Double) {
    #expect([Double](repeating: 0.1, count: 7).quantile(probability) == 0.1)
  }
}
