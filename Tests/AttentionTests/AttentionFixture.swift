import Attention
import Foundation
import Imaging
import Tensors

/// Maps with their figures by NumPy, scikit-learn and scikit-image; `make_attention.py` made them.
struct AttentionFixture: Decodable, CustomStringConvertible {
  let name: String
  let height: Int
  let width: Int
  let values: [Float]
  let mask: [Int]
  let figures: [String: Double]

  var description: String { name }
  var map: PixelMap { PixelMap(width: width, height: height, values: values) }
  var lungs: LungMask { LungMask(width: width, height: height, pixels: mask.map { $0 == 1 }) }

  static func load() throws -> [AttentionFixture] {
    let file = URL(filePath: #filePath)
      .appending(path: "../../Fixtures/Attention/attention.json").standardized
    return try JSONDecoder().decode([AttentionFixture].self, from: Data(contentsOf: file))
  }
}

/// A map and a mask of random shape; the map has ties, zeros and negative values.
struct RandomCase: Sendable, CustomStringConvertible {
  let seed: UInt64
  let map: PixelMap
  let mask: LungMask

  var description: String { "seed \(seed)" }

  init(seed: UInt64) {
    self.seed = seed
    var random = RandomGenerator(seed: seed)
    let (width, height) = (2 + random.index(below: 20), 2 + random.index(below: 20))
    let steps = [2.0, 8, 1e6][random.index(below: 3)]
    let values = (0..<width * height).map { _ in
      Float((random.normal() * steps).rounded() / steps)
    }
    map = PixelMap(width: width, height: height, values: [1] + values.dropFirst())
    var pixels = (0..<width * height).map { _ in random.uniform() < 0.4 }
    (pixels[0], pixels[1]) = (random.uniform() < 0.5, true)
    pixels[2] = false
    mask = LungMask(width: width, height: height, pixels: pixels)
  }

  static let many = (1...40).map { RandomCase(seed: $0) }
}

extension PixelMap {
  var transposed: PixelMap {
    PixelMap(
      width: height, height: width,
      values: (0..<width).flatMap { x in (0..<height).map { y in self[x, y] } })
  }

  func scaled(by factor: Float) -> PixelMap {
    PixelMap(width: width, height: height, values: values.map { $0 * factor })
  }
}

extension LungMask {
  /// Rows of characters, `#` for lung.
  init(_ rows: String...) {
    self.init(
      width: rows[0].count, height: rows.count, pixels: rows.joined().map { $0 == "#" })
  }

  var transposed: LungMask {
    LungMask(
      width: height, height: width,
      pixels: (0..<width).flatMap { x in (0..<height).map { y in self[x, y] } })
  }

  var complement: LungMask {
    LungMask(width: width, height: height, pixels: pixels.map(!))
  }
}

/// Whether two figures are undefined for the same reason or differ by rounding only.
func isClose(_ a: Figure, _ b: Figure, within tolerance: Double = 1e-12) -> Bool {
  guard let left = a.value, let right = b.value else { return a == b }
  return abs(left - right) <= tolerance * max(1, abs(right))
}
