import Foundation
import Imaging
import Models
import Tables
import Tensors
import Testing
import Training

@Suite("Windows in training")
struct TrainingWindowTests {
  /// Every 12-bit value once, in a 16-bit file.
  private let path = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Imaging/every-12-bit-value.png").path

  private func data(_ window: ToneWindow?) throws -> TrainingData {
    let cases = ["a", "b", "a", "b"].enumerated().map { index, label in
      Case(image: path, label: label, patient: "\(index)", split: index < 2 ? "train" : "val")
    }
    return try window.map { try TrainingData(cases, size: .square(64), window: $0, seed: 0) }
      ?? TrainingData(cases, size: .square(64), seed: 0)
  }

  @Test("images are windowed as those will be that the network is used on")
  func windows() throws {
    let file = try ImageFile.read(path)
    for window in [ToneWindow?.none, .automatic, .full, .window(width: 1000, level: 500)] {
      let data = try data(window)
      #expect(data.input.window == window ?? .automatic)
      for example in data.training + data.validation {
        #expect(example.image.samples == data.input.window.apply(to: file).samples)
        #expect(
          data.input.normalize(example.image).logicalElements
            == data.input.prepare(file).input.logicalElements)
      }
    }
    #expect(abs(try data(nil).input.mean[0] - 0.5) < 1e-4)
    #expect(try data(.full).input.mean[0] < 0.04)
  }
}
