internal import Foundation

/// A small, fast, seeded random generator with the same sequence on every machine.
///
/// SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014).
public struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable {
  /// The state; a generator made with `seed: state` continues the sequence.
  public private(set) var state: UInt64

  /// A generator at the start of the sequence of `seed`.
  public init(seed: UInt64) { state = seed }

  /// A generator whose sequence depends on all of `parts`, and on their order.
  ///
  /// Use it to give each thing (image, epoch, step) its own sequence, whatever is done first.
  public init(seed: UInt64, _ parts: UInt64...) {
    self.init(seed: seed)
    for part in parts { state = next() ^ (part &* 0x9E37_79B9_7F4A_7C15) }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A uniform number in `[0, 1)` with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A uniform number in `[range.lowerBound, range.upperBound)`.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number in `0..<bound`, by Lemire's multiply-shift (bias below 2⁻³² for small bounds).
  public mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A standard normal number (Box–Muller, first of the pair).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// `elements` in random order (Fisher–Yates).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for last in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(last, index(below: last + 1))
    }
    return result
  }
}

extension String {
  /// A number that gives each name a random sequence of its own, the same in every run, unlike
  /// `hashValue`: FNV-1a over UTF-8.
  package var stableHash: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
