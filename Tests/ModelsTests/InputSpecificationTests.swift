import Imaging
import Models
import Tensors
import Testing

@Suite("Input specifications")
struct InputSpecificationTests {
  @Test("a picture of another size is fitted as specified", arguments: Geometry.Fit.allCases)
  func fit(_ fit: Geometry.Fit) throws {
    let specification = try InputSpecification(
      size: .square(4), channels: 1, mean: [0], standardDeviation: [1], fit: fit,
      antialias: false)
    var generator = RandomGenerator(seed: 1)
    let image = GrayImage(
      width: 16, height: 9, samples: (0..<144).map { _ in Float(generator.uniform()) })
    let (input, geometry) = specification.prepare(image)
    #expect(geometry.fit == fit)
    #expect(input.logicalElements == geometry.prepare(image, antialias: false).samples)
    #expect(input.logicalElements != geometry.prepare(image, antialias: true).samples)
  }

  @Test(
    "contradictions are named with what was found",
    arguments: [
      (Extent(height: 0, width: 4), 1, [0], [1], "positive sizes"),
      (Extent(height: 4, width: -4), 1, [0], [1], "positive sizes"),
      (Extent.square(4), 0, [], [], "positive sizes"),
      (Extent.square(1 << 40), 1, [0], [1], "at most 134217728 values"),
      (Extent.square(8), 1 << 40, [0], [1], "at most 134217728 values"),
      (Extent.square(4), 3, [0], [1, 1, 1], "the mean has 1 value, expected 3"),
      (Extent.square(4), 1, [0], [1, 1, 1], "the standard deviation has 3 values, expected 1"),
      (Extent.square(4), 1, [.nan], [1], "the mean is nan, expected a finite number"),
      (Extent.square(4), 1, [0], [0], "the standard deviation is 0.0, expected a positive"),
      (Extent.square(4), 1, [0], [.infinity], "the standard deviation is inf"),
    ] as [(Extent, Int, [Float], [Float], String)])
  func contradictions(
    size: Extent, channels: Int, mean: [Float], deviation: [Float], message: String
  ) {
    let error = #expect(throws: InputSpecificationError.self) {
      try InputSpecification(
        size: size, channels: channels, mean: mean, standardDeviation: deviation)
    }
    #expect(error.map { "\($0)" }?.contains(message) == true)
  }

  @Test(
    "extents are read as people write them",
    arguments: [
      ("224", Extent.square(224)), ("320x240", Extent(height: 240, width: 320)),
      ("320×240", Extent(height: 240, width: 320)), ("320X240", Extent(height: 240, width: 320)),
      ("", nil), ("0x3", nil), ("3x", nil), ("3x4x5", nil), ("-3x4", nil), ("3 x 4", nil),
    ] as [(String, Extent?)])
  func extents(text: String, extent: Extent?) {
    #expect(Extent(text: text) == extent)
    if let extent { #expect(Extent(text: extent.text) == extent) }
  }
}
