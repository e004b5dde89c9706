/// How often each of 256 tones occurs.
struct ToneHistogram {
  private(set) var counts = [Int](repeating: 0, count: 256)
  private(set) var total = 0

  /// Of no samples.
  init() {}

  /// Of samples.
  init(_ tones: [UInt8]) {
    for tone in tones { add(tone) }
  }

  mutating func add(_ tone: UInt8) {
    counts[Int(tone)] += 1
    total += 1
  }

  /// The least tone that at least `share` of the samples do not exceed; 0 of no samples.
  func quantile(_ share: Double) -> Int {
    let wanted = share * Double(total)
    var sum = 0
    for tone in 0..<256 {
      sum += counts[tone]
      if Double(sum) >= wanted, sum > 0 { return tone }
    }
    return 0
  }

  /// The share of samples below `tone`, those equal to it counting half.
  func rank(_ tone: Int) -> Double {
    guard total > 0 else { return 0 }
    let below = counts[..<tone].reduce(0, +)
    return (Double(below) + Double(counts[tone]) / 2) / Double(total)
  }
}
