import Diagnostics
import Foundation
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// NIST's examples for FIPS 180-4, and the empty message.
  static let vectors: [(message: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test("NIST's messages have NIST's digests, taken whole or in pieces", arguments: vectors)
  func digests(message: String, digest: String) {
    for piece in [1, 63, 64, 65, 1_000_000] where message.utf8.count / piece < 20_000 {
      var hash = SHA256()
      let bytes = Array(message.utf8)
      for start in stride(from: 0, to: bytes.count, by: piece) {
        hash.update(bytes[start..<min(bytes.count, start + piece)])
      }
      #expect(hash.hexDigest() == digest)
    }
  }

  @Test("a file has the digest of its bytes, and a missing one has none")
  func file() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try Data("abc".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(SHA256.hexDigest(ofFile: path) == Self.vectors[1].digest)
    #expect(SHA256.hexDigest(ofFile: path + ".none") == nil)
  }
}
