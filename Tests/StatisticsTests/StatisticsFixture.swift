import Foundation

/// References of NumPy, SciPy and scikit-learn; `make_statistics.py` made them.
struct StatisticsFixture: Decodable {
  struct Quantile: Decodable {
    let values: [Double]
    let probability: Double
    let quantile: Double
  }
  struct Wilson: Decodable {
    let successes: Int
    let trials: Int
    let confidence: Double
    let lower: Double
    let upper: Double
  }
  struct Area: Decodable {
    let scores: [Double]
    let positives: [Bool]
    let area: Double
  }
  struct Bootstrap: Decodable {
    let values: [Double]
    let clusters: [Int]
    let confidence: Double
    let replicates: Int
    let seed: UInt64
    let lower: Double
    let upper: Double
    /// SciPy's BCa interval of the mean, from our resamples; `nil` for too few values.
    let bcaMean: [Double]?
    /// SciPy's BCa interval of the standard deviation, from our resamples.
    let bcaDeviation: [Double]?
    /// SciPy's percentile interval, from other random numbers.
    let scipy: [Double]?
  }

  let quantiles: [Quantile]
  let wilsons: [Wilson]
  let areas: [Area]
  let bootstraps: [Bootstrap]

  static func load() throws -> StatisticsFixture { try readFixture("statistics.json") }
}

/// The contents of a file beside the scripts that made it.
func readFixture<Contents: Decodable>(_ name: String) throws -> Contents {
  let file = URL(filePath: #filePath)
    .appending(path: "../../Fixtures/Statistics/\(name)").standardized
  return try JSONDecoder().decode(Contents.self, from: Data(contentsOf: file))
}

/// SplitMix64, as in the fixture's script.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// Whether two numbers differ by rounding only.
func isClose(_ a: Double?, _ b: Double, within tolerance: Double = 1e-12) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= tolerance * max(1, abs(b))
}

/// Whether two numbers agree to some digits, however small they are.
func agree(_ a: Double?, _ b: Double, within tolerance: Double = 1e-11) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= tolerance * abs(b)
}

extension Result {
  /// Why there is no value; `nil` where there is one.
  var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }

  /// The value, where there is one.
  var value: Success? { try? get() }
}
