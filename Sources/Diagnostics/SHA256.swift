internal import Crypto
internal import Foundation

/// The digest SHA-256 (FIPS 180-4), taken a piece at a time.
package struct SHA256 {
  private var hash = Crypto.SHA256()

  package init() {}

  /// Takes in more bytes.
  package mutating func update(_ bytes: some Collection<UInt8>) {
    hash.update(data: Array(bytes))
  }

  /// Takes in the bytes of numbers, each in its own byte order.
  package mutating func update(_ numbers: [UInt32]) {
    numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// The digest of all bytes taken in, as 64 hexadecimal digits.
  package consuming func hexDigest() -> String {
    digest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The 32 bytes of the digest of all bytes taken in.
  package consuming func digest() -> [UInt8] { Array(hash.finalize()) }
}

extension SHA256 {
  /// The digest of the file at `path`, or `nil` where it cannot be read.
  package static func hexDigest(ofFile path: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var digest = SHA256()
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        digest.hash.update(data: piece)
      }
    } catch { return nil }
    return digest.hexDigest()
  }
}
