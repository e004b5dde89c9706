import Imaging
import Tensors
import Testing

/// What the scripts beside the fixtures record of a resampled plane.
struct ExpectedResampling: Decodable, Sendable, CustomTestStringConvertible {
  /// Height and width.
  let source: [Int]
  let target: [Int]
  let antialias: Bool
  let values: [Float]

  var sourceExtent: Extent { Extent(height: source[0], width: source[1]) }
  var targetExtent: Extent { Extent(height: target[0], width: target[1]) }

  var testDescription: String {
    "\(sourceExtent) to \(targetExtent)\(antialias ? ", antialiased" : "")"
  }

  /// The plane that the script resampled.
  static func plane(_ extent: Extent) -> [Float] {
    (0..<extent.area).map { Float(Double($0 * 7919 % 1009) / 1008) }
  }
}

/// The greatest difference between two planes; infinite when their sizes differ.
func greatestDifference(_ a: [Float], _ b: [Float]) -> Float {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

@Suite("Bilinear resampling")
struct ResamplingTests {
  @Test(
    "equals PyTorch's interpolate",
    arguments: try Fixture.decode("resampling.json", as: [ExpectedResampling].self))
  func pyTorch(expected: ExpectedResampling) {
    let values = Resampling.bilinear(
      ExpectedResampling.plane(expected.sourceExtent), from: expected.sourceExtent,
      to: expected.targetExtent, antialias: expected.antialias)
    #expect(greatestDifference(values, expected.values) < 1e-6)
  }

  @Test("to its own extent a plane is unchanged", arguments: [false, true])
  func identity(antialias: Bool) {
    let extent = Extent(height: 13, width: 17)
    let plane = ExpectedResampling.plane(extent)
    #expect(Resampling.bilinear(plane, from: extent, to: extent, antialias: antialias) == plane)
  }

  @Test("halving with antialias keeps the mean of a plane that is even at its border")
  func meanIsKept() {
    let image = GrayImage(width: 64, height: 64, repeating: 0.25)
    let small = image.resized(to: .square(10))
    #expect(small.extent == .square(10))
    #expect(small.samples.allSatisfy { abs($0 - 0.25) < 1e-6 })
  }

  @Test("antialiasing counts every source cell when shrinking, plain interpolation does not")
  func everyCellCounts() {
    for cell in 0..<40 {
      var plane = [Float](repeating: 0, count: 40)
      plane[cell] = 1
      let averaged = Resampling.bilinear(
        plane, from: Extent(height: 1, width: 40), to: Extent(height: 1, width: 5),
        antialias: true)
      #expect(averaged.contains { $0 > 0 }, "cell \(cell)")
    }
  }
}
