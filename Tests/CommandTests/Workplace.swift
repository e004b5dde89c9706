import Foundation
import LungAttention

/// A folder with four phantoms and two untrained networks.
final class Workplace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 96, height: 80).write(
      PhantomDesign(.balanced, train: 0, val: 0, test: 4).cases)
    for seed in [1, 2] {
      let model = try Model(
        name: "m", architecture: .compactCNN,
        network: Network(
          graph: Architecture.compactCNN.graph(channels: 1, classes: 2), seed: UInt64(seed)),
        input: InputSpecification(
          size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
        classNames: ["normal", "covid"])
      try ModelFile.write(model, to: folder.appending(path: "m\(seed).safetensors").path)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  func table(_ name: String) throws -> [[String]] {
    try CSVReader(Data(contentsOf: folder.appending(path: name))).records.map(\.fields)
  }

  var images: [String] {
    get throws {
      try Manifest(path: folder.appending(path: "manifest.csv").path).cases.map(\.image)
    }
  }
}
