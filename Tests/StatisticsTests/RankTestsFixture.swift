/// References of SciPy and statsmodels; `make_rank_tests.py` made them.
struct RankTestsFixture: Decodable {
  struct Pair: Decodable {
    let first: [Double]
    /// `nil` where `first` holds differences.
    let second: [Double]?
    let statistic: Double
    let pValue: Double
    let count: Int
    /// The effect size that goes with the test.
    let effect: Double?
  }
  struct Holm: Decodable {
    let pValues: [Double]
    let adjusted: [Double]
  }
  struct Cramer: Decodable {
    let first: [Int]
    let second: [Int]
    let plain: Double
    let corrected: Double
  }

  let wilcoxons: [Pair]
  let mannWhitneys: [Pair]
  let spearmans: [Pair]
  let holms: [Holm]
  let cramers: [Cramer]

  static func load() throws -> RankTestsFixture { try readFixture("rank_tests.json") }
}
