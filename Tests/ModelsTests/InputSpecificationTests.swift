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
    "black and white become the ends of the range, before mean and deviation",
    arguments: [0...1, 0...255, -1...1, -1024...1024] as [ClosedRange<Float>])
  func range(_ range: ClosedRange<Float>) throws {
    let plain = try InputSpecification(
      size: .square(2), channels: 1, range: range, mean: [0], standardDeviation: [1])
    let image = GrayImage(width: 2, height: 2, samples: [0, 0.25, 0.5, 1])
    let width = range.upperBound - range.lowerBound
    let values = [0, 0.25, 0.5, 1].map { range.lowerBound + width * $0 }
    #expect(plain.prepare(image).input.logicalElements == values)
    #expect(plain.normalize(0.25) == [values[1]])

    let normalised = try InputSpecification(
      size: .square(2), channels: 2, range: range, mean: [3, -5], standardDeviation: [2, 0.5])
    #expect(
      normalised.prepare(image).input.logicalElements
        == values.map { ($0 - 3) / 2 } + values.map { ($0 + 5) / 0.5 })
    #expect(normalised.normalize(1) == [(values[3] - 3) / 2, (values[3] + 5) / 0.5])
  }

  @Test("a letterbox is filled with what black becomes")
  func letterboxOfRange() throws {
    let input = try InputSpecification(
      size: .square(4), channels: 1, range: -1024...1024, mean: [0], standardDeviation: [1],
      fit: .letterbox)
    let white = GrayImage(width: 4, height: 2, repeating: 1)
    #expect(
      input.prepare(white).input.logicalElements
        == [-1024, 1024, 1024, -1024].flatMap { Array(repeating: $0, count: 4) })
  }

  @Test("12-bit values in a 16-bit file reach the network apart, by the window said or the rule")
  func bitDepth() throws {
    let values = (0..<4096).map { Float($0) / 65535 }
    let image = GrayImage(width: 64, height: 64, samples: values, bitDepth: 16)
    for window in [ToneWindow.automatic, .ownRange, .window(width: 4095, level: 2047.5)] {
      let input = try InputSpecification(
        size: .square(64), channels: 1, window: window, range: -1024...1024, mean: [0],
        standardDeviation: [1])
      let elements = input.prepare(image).input.logicalElements
      let steps = zip(elements.dropFirst(), elements).map { $0 - $1 }
      #expect(steps.allSatisfy { abs($0 - 2048 / 4095) < 1e-3 })
    }
    let dark = try InputSpecification(
      size: .square(64), channels: 1, window: .full, mean: [0], standardDeviation: [1])
    #expect(dark.prepare(image).input.logicalElements == values)
  }

  @Test("the window is applied once, before the picture is fitted")
  func windowed() throws {
    let input = try InputSpecification(
      size: .square(2), channels: 1, window: .window(width: 128, level: 64), mean: [0],
      standardDeviation: [1])
    let image = GrayImage(width: 4, height: 4, samples: (0..<16).map { Float($0 * 17) / 255 })
    let windowed = input.window.apply(to: image)
    let elements = input.prepare(image).input.logicalElements
    #expect(elements == input.prepare(windowed: windowed).input.logicalElements)
    #expect(elements != input.prepare(windowed: image).input.logicalElements)
  }

  @Test(
    "a range that cannot hold tones is refused",
    arguments: [
      0...0, -.infinity...0, 0...Float.infinity,
      -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude,
    ] as [ClosedRange<Float>])
  func badRange(range: ClosedRange<Float>) {
    #expect(throws: InputSpecificationError.range(range)) {
      try InputSpecification(
        size: .square(2), channels: 1, range: range, mean: [0], standardDeviation: [1])
    }
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
