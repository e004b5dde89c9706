internal import Foundation

/// The digest SHA-256 (FIPS 180-4), taken a piece at a time.
///
/// Own code, because the alternatives are a dependency of 200 files or a system library for the one
/// hash in a report. It is as fast as a disk, not as a processor with instructions for it.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
    0x5BE0_CD19,
  ]
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  package init() {}

  /// Takes in more bytes.
  package mutating func update(_ bytes: some Collection<UInt8>) {
    length += UInt64(bytes.count)
    rest += bytes
    let whole = rest.count / 64 * 64
    var words = [UInt32](repeating: 0, count: 64)
    for start in stride(from: 0, to: whole, by: 64) { compress(rest, from: start, &words) }
    rest.removeFirst(whole)
  }

  /// The digest of all bytes taken in, as 64 hexadecimal digits.
  package consuming func hexDigest() -> String {
    digest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The 32 bytes of the digest of all bytes taken in.
  package consuming func digest() -> [UInt8] {
    let bits = length * 8
    update([0x80] + [UInt8](repeating: 0, count: (119 - Int(length % 64)) % 64))
    update((0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) })
    return state.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private mutating func compress(_ bytes: [UInt8], from start: Int, _ w: inout [UInt32]) {
    for t in 0..<16 {
      w[t] = (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[start + 4 * t + $1]) }
    }
    for t in 16..<64 {
      let s0 = w[t - 15].rotated(7) ^ w[t - 15].rotated(18) ^ (w[t - 15] >> 3)
      let s1 = w[t - 2].rotated(17) ^ w[t - 2].rotated(19) ^ (w[t - 2] >> 10)
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let s1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
      let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ Self.constants[t] &+ w[t]
      let s0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
      let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    for (place, word) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= word }
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = (2...311).filter { n in
    !(2..<n).contains { $0 * $0 <= n && n % $0 == 0 }
  }.map { prime in
    // The whole number r with r³ ≤ prime · 2⁹⁶: bit by bit, for a Double is not wide enough.
    var root: UInt64 = 0
    for bit in (0..<35).reversed() where Self.cube(root | 1 << bit, isAtMost: prime) {
      root |= 1 << bit
    }
    return UInt32(truncatingIfNeeded: root)
  }

  /// Whether `root`³ ≤ `prime` · 2⁹⁶, in 192 bits.
  private static func cube(_ root: UInt64, isAtMost prime: Int) -> Bool {
    let square = root.multipliedFullWidth(by: root)
    let low = square.low.multipliedFullWidth(by: root)
    let high = square.high.multipliedFullWidth(by: root)
    let (middle, carry) = low.high.addingReportingOverflow(high.low)
    let top = high.high + (carry ? 1 : 0)
    let limit = UInt64(prime) << 32
    return top == 0 && (middle < limit || middle == limit && low.low == 0)
  }
}

extension SHA256 {
  /// The digest of the file at `path`, or `nil` where it cannot be read.
  package static func hexDigest(ofFile path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var digest = SHA256()
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        digest.update([UInt8](piece))
      }
    } catch { return nil }
    return digest.hexDigest()
  }
}

extension UInt32 {
  fileprivate func rotated(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
