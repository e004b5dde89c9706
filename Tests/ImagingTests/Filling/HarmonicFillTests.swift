import Foundation
import Imaging
import Testing

@Suite("Harmonic filling")
struct HarmonicFillTests {
  struct Reference: Decodable, Sendable, CustomStringConvertible {
    let name: String
    let height: Int
    let width: Int
    let area: String
    let values: [Float]

    var description: String { name }

    static func load() throws -> [Reference] {
      try Fixture.decode("harmonic.json", as: [Reference].self)
    }
  }

  /// Half of an 8-bit tone: what a picture on disk can tell apart.
  private let tolerance: Float = 0.5 / 255

  private func disc(_ width: Int, _ height: Int, x: Int, y: Int, radius: Int) -> [Bool] {
    (0..<width * height).map {
      let (row, column) = $0.quotientAndRemainder(dividingBy: width)
      return (column - x) * (column - x) + (row - y) * (row - y) <= radius * radius
    }
  }

  @Test("agrees with SciPy's direct solver", arguments: try Reference.load())
  func reference(_ reference: Reference) {
    let count = reference.width * reference.height
    let area = reference.area.map { $0 == "#" }
    let image = GrayImage(
      width: reference.width, height: reference.height,
      samples: (0..<count).map { Float($0 * 7919 % 1009) / 1008 })
    let filled = image.filling(area, with: .inpaint)
    let found = area.indices.filter { area[$0] }.map { filled.samples[$0] }
    for (value, expected) in zip(found, reference.values) {
      #expect(abs(value - expected) < tolerance)
    }
    #expect(found.count == reference.values.count)
  }

  @Test("continues a linear ramp as such", arguments: [(64, 48), (131, 77), (300, 200)])
  func ramp(width: Int, height: Int) {
    let image = GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map {
        0.1 + 0.5 * Float($0 % width) / Float(width) + 0.3 * Float($0 / width) / Float(height)
      })
    let area = disc(width, height, x: width / 2, y: height / 2, radius: height * 2 / 5)
    let filled = image.filling(area, with: .inpaint)
    for (value, expected) in zip(filled.samples, image.samples) {
      #expect(abs(value - expected) < tolerance)
    }
  }

  @Test("between two circles follows the logarithm of the radius")
  func logarithm() {
    let side = 201
    let radii: [Float] = (0..<side * side).map {
      let (y, x) = $0.quotientAndRemainder(dividingBy: side)
      return Float((x - 100) * (x - 100) + (y - 100) * (y - 100)).squareRoot()
    }
    let expected = radii.map { 0.2 + 0.15 * log(max(1, $0)) }
    let image = GrayImage(width: side, height: side, samples: expected)
    let filled = image.filling(radii.map { $0 > 20 && $0 < 90 }, with: .inpaint)
    for (value, exact) in zip(filled.samples, expected) { #expect(abs(value - exact) < tolerance) }
  }

  @Test("keeps to the tones around the hole and leaves no seam")
  func seamless() {
    let (width, height) = (160, 120)
    let samples = (0..<width * height).map { index in
      let (y, x) = index.quotientAndRemainder(dividingBy: width)
      return 0.5 + 0.3 * sin(Float(x) / 23) * cos(Float(y) / 17)
    }
    let image = GrayImage(width: width, height: height, samples: samples)
    let area = disc(width, height, x: 70, y: 55, radius: 40)
    let filled = image.filling(area, with: .inpaint)
    let border = area.indices.filter { index in
      !area[index]
        && [1, -1, width, -width].contains {
          area.indices.contains(index + $0) && area[index + $0]
        }
    }.map { samples[$0] }
    let range = (border.min() ?? 0) - tolerance...(border.max() ?? 1) + tolerance
    var steepest: Float = 0
    var steps: [Float] = []
    for index in area.indices.dropLast(width) where index % width < width - 1 {
      if area[index] { #expect(range.contains(filled.samples[index])) }
      for next in [index + 1, index + width] {
        let step = abs(filled.samples[index] - filled.samples[next])
        if area[index] != area[next] {
          steps.append(step)
        } else if !area[index] {
          steepest = max(steepest, step)
        }
      }
    }
    // Across the border the tone changes hardly faster than it does elsewhere in the picture.
    #expect(steps.count > 200 && (steps.max() ?? 1) <= 1.5 * steepest)
  }
}
