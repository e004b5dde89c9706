import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("Damaged and hostile ONNX files")
struct HostileONNXTests {
  /// Words of which the error has one; `null` where the file is good, none where it may be.
  private static let expected: [String: [String]?] = Fixture.json("ONNX/Hostile/expected.json")

  @Test("get an error that says what is wrong, at once", arguments: expected.keys.sorted())
  func isRefused(_ name: String) throws {
    let start = ContinuousClock.now
    var message: String?
    do {
      _ = try ModelFile.read(Fixture.url("ONNX/Hostile/\(name)").path)
    } catch {
      message = "\(error)"
    }
    // A loaded machine may take long for the smallest thing; declared sizes would take minutes.
    #expect(ContinuousClock.now - start < .seconds(20))
    guard let words = Self.expected[name] ?? nil else {
      #expect(message == nil, "a good file was refused")
      return
    }
    guard !words.isEmpty else { return }
    let found = try #require(message, "was read without an error")
    #expect(words.contains { found.lowercased().contains($0.lowercased()) }, "\(found)")
    #expect(!found.contains("\n"))
  }
}
