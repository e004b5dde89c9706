import Checkpoints
import Diagnostics
import Foundation
import Tensors
import TestSupport
import Testing

let checkpointFixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/Checkpoints")

@Suite("safetensors")
struct SafetensorsFileTests {
  private func fixture(_ name: String) throws -> SafetensorsFile {
    try SafetensorsFile(contentsOf: checkpointFixtures.appending(path: name).path)
  }

  @Test(
    "every element type reads as PyTorch reads it",
    arguments: ["half", "brain", "single", "double", "empty", "scalar"])
  func types(name: String) throws {
    let file = try fixture("types.safetensors")
    let (found, expected) = (
      try file.tensor(named: name), try file.tensor(named: "\(name).float32")
    )
    #expect(found.shape == expected.shape)
    #expect(
      found.logicalElements.map(\.bitPattern) == expected.logicalElements.map(\.bitPattern))
  }

  @Test("metadata keeps quotes, newlines and emoji")
  func metadata() throws {
    let file = try fixture("types.safetensors")
    #expect(file.header.metadata["remark"] == "naïve \"quotes\"\n\u{1FAC1}")
  }

  @Test("what is written reads back, and equal contents are equal bytes")
  func roundTrip() throws {
    let tensors: [String: Tensor] = [
      "b": .random([2, 3, 4, 5]), "a": .random([7]), "c": Tensor([0, 3]), "d": .random([]),
    ]
    let metadata = ["x": "say \"hi\"\n\\", "y": "ü"]
    let bytes = try SafetensorsFile.encode(tensors, metadata: metadata)
    #expect(bytes == (try SafetensorsFile.encode(tensors, metadata: metadata)))
    let file = try SafetensorsFile(Data(bytes))
    #expect(file.header.metadata == metadata)
    for (name, tensor) in tensors {
      let back = try file.tensor(named: name)
      #expect(back.shape == tensor.shape && back.logicalElements == tensor.logicalElements)
    }
  }

  @Test("a weight that is not finite is not written")
  func notFinite() {
    #expect(throws: SafetensorsError.self) {
      try SafetensorsFile.encode(["a": Tensor([1], repeating: .nan)], metadata: [:])
    }
  }

  @Test(
    "hostile headers are refused with what is wrong and the file's name",
    arguments: [
      ("header-truncated", "expected at least 4104"), ("header-2-to-63", "9223372036854775808"),
      ("header-all-ones", "18446744073709551615"), ("header-above-limit", "100000001"),
      ("not-json", "not JSON"), ("array", "no JSON object"), ("not-utf8", "UTF-8"),
      ("deep", "nesting"), ("after-header", "not JSON at byte"), ("duplicate", "'a' twice"),
      ("overlap", "overlaps"), ("hole", "a hole before the data of 'b'"),
      ("hole-at-start", "a hole"), ("beyond-end", "cut short"), ("offset-2-to-62", "hole"),
      ("offset-2-to-64", "no valid place"), ("offset-negative", "no valid place"),
      ("offset-reversed", "no valid place"), ("offset-fraction", "no valid place"),
      ("one-offset", "no valid place"), ("unused-bytes", "8 bytes follow"),
      ("byte-count", "expected 8 for its shape"), ("unknown-type", "F31"),
      ("no-type", "no element type"), ("shape-overflow", "impossible shape"),
      ("bytes-overflow", "impossible shape"), ("shape-to-zero", "impossible shape"),
      ("shape-negative", "no valid shape"), ("no-shape", "no valid shape"),
      ("no-object", "no element type"), ("metadata-number", "'seed'"),
      ("metadata-list", "__metadata__"), ("empty", "0 bytes"), ("short", "3 bytes"),
    ])
  func hostile(name: String, fragment: String) {
    do {
      _ = try fixture("Hostile/\(name).safetensors")
      Issue.record("\(name) was accepted")
    } catch {
      #expect("\(error)".contains(fragment), "\(error)")
      #expect("\(error)".contains("\(name).safetensors"))
    }
  }

  @Test(
    "tensors that are no weights are refused by name",
    arguments: ["nan", "infinite", "integers"])
  func noWeights(name: String) throws {
    let file = try fixture("Hostile/\(name).safetensors")
    #expect(throws: SafetensorsError.self) {
      for tensor in ["a", "b"] { _ = try file.tensor(named: tensor) }
    }
  }

  @Test(
    "other formats are recognised and the way out is told",
    arguments: [
      ("pytorch.pth", "save_file"), ("pickle.pt", "save_file"), ("keras.h5", "HDF5"),
      ("pointer.safetensors", "git lfs pull"),
    ])
  func foreign(name: String, fragment: String) {
    do {
      _ = try fixture("Hostile/\(name)")
      Issue.record("\(name) was accepted")
    } catch { #expect("\(error)".contains(fragment), "\(error)") }
  }

  @Test("a large tensor, read in pieces on all threads, and one that ends in the middle of a piece")
  func large() throws {
    let tensors: [String: Tensor] = [
      "large": .random([9_000, 1_001]), "odd": .random([65_537]),
      "filters": .random([40, 50, 3, 3]),
    ]
    try withTemporaryPath { path in
      try SafetensorsFile.write(tensors, to: path)
      let names = ["odd", "large", "filters"]
      let read = try SafetensorsFile(contentsOf: path).tensors(named: names)
      for (name, tensor) in zip(names, read) {
        #expect(tensor.shape == tensors[name]?.shape)
        #expect(tensor.logicalElements == tensors[name]?.logicalElements)
      }
    }
  }

  @Test("a file that is cut short after it was opened is an error, not a crash")
  func cutShort() throws {
    try withTemporaryPath { path in
      try SafetensorsFile.write(["a": .random([100_000])], to: path)
      let file = try SafetensorsFile(contentsOf: path)
      try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 70_000)
      #expect(throws: SafetensorsError.cutShort(tensor: "a")) { try file.tensor(named: "a") }
      #expect(throws: SafetensorsError.cutShort(tensor: "a")) { try file.tensors(named: ["a"]) }
    }
  }

  @Test("a folder or a missing file is an error, not a crash")
  func noFile() {
    #expect(throws: FileError.self) { try fixture("Hostile") }
    #expect(throws: FileError.self) { try fixture("no-such-file.safetensors") }
  }

  @Test("a thousand damaged copies never crash")
  func fuzz() throws {
    let bytes = Array(
      try Data(contentsOf: checkpointFixtures.appending(path: "types.safetensors")))
    var generator = RandomGenerator(seed: 4)
    var refused = 0
    for _ in 0..<1000 {
      var damaged = bytes
      for _ in 0...generator.index(below: 4) {
        damaged[generator.index(below: min(bytes.count, 1200))] = UInt8(
          truncatingIfNeeded: generator.next())
      }
      if generator.index(below: 5) == 0 {
        damaged.removeLast(generator.index(below: bytes.count))
      }
      do {
        let file = try SafetensorsFile(Data(damaged))
        for name in file.header.entries.keys { _ = try file.tensor(named: name) }
      } catch { refused += 1 }
    }
    #expect(refused > 500)
  }
}
