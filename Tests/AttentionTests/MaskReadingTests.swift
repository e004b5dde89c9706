import Attention
import Diagnostics
import Imaging
import Tensors
import Testing

@Suite("Reading a mask")
struct MaskReadingTests {
  static let pattern = [0, 1, 1, 0, 0, 1]

  @Test(
    "two tones are mask and background, however they are stored",
    arguments: [
      (Float(0), Float(1)), (0, 1.0 / 255), (0, 1.0 / 65535), (0, 0.5), (0.2, 0.4), (0.6, 0.9),
    ] as [(Float, Float)])
  func twoTones(black: Float, white: Float) {
    let picture = GrayImage(
      width: 3, height: 2, samples: Self.pattern.map { $0 == 1 ? white : black })
    #expect(LungMask(picture) == LungMask(".##", "..#"))
  }

  @Test("labels 0, 1, 2 are background and two lungs")
  func labels() throws {
    let picture = GrayImage(
      width: 5, height: 1, samples: [0, 1.0 / 255, 0, 2.0 / 255, 0])
    #expect(LungMask(picture) == LungMask(".#.#."))
  }

  @Test("of many tones, those from half on are lung")
  func threshold() {
    let picture = GrayImage(width: 6, height: 1, samples: [0, 0.1, 0.49, 0.5, 0.9, 1])
    #expect(LungMask(picture) == LungMask("...###"))
  }

  @Test("one tone is empty if black and full if not")
  func oneTone() {
    #expect(LungMask(GrayImage(width: 2, height: 1, repeating: 0)) == LungMask(".."))
    #expect(LungMask(GrayImage(width: 2, height: 1, repeating: 1.0 / 255)) == LungMask("##"))
  }

  /// Two lungs on 40×40 pixels, with a sample for inside, outside and their edges.
  static func picture(edge: Float = 1) -> GrayImage {
    var picture = GrayImage(width: 40, height: 40)
    for y in 5..<35 {
      for x in Array(5..<16) + Array(24..<35) { picture[x, y] = 1 }
      picture[5, y] = edge
    }
    return picture
  }

  @Test("a good mask has no findings; smooth edges are no fault")
  func good() throws {
    let extent = Extent.square(40)
    #expect(try MaskReading(of: Self.picture(), for: extent).findings == [])
    #expect(try MaskReading(of: Self.picture(edge: 0.6), for: extent).findings == [])
  }

  @Test("a radiograph in place of its mask is noticed")
  func grey() throws {
    let ramp = GrayImage(
      width: 40, height: 40, samples: (0..<1600).map { Float($0 % 40) / 40 })
    #expect(try MaskReading(of: ramp, for: .square(40)).findings.contains(.grey))
    #expect(
      try !MaskReading(of: GrayImage(width: 40, height: 40, repeating: 0.3), for: .square(40))
        .findings.contains(.grey))
  }

  @Test("another size of the same shape is fitted, with a warning", arguments: [20, 40, 57, 80])
  func resized(side: Int) throws {
    let reading = try MaskReading(of: Self.picture(), for: .square(side))
    #expect(reading.mask.extent == .square(side))
    #expect(reading.findings == (side == 40 ? [] : [.resized]))
    for y in 0..<side {
      for x in 0..<side {
        // The pixel under the centre; `picture` counts 40 to the side.
        let (column, row) = (
          (Double(x) + 0.5) * 40 / Double(side), (Double(y) + 0.5) * 40 / Double(side)
        )
        #expect(reading.mask[x, y] == (Self.picture()[Int(column), Int(row)] == 1))
      }
    }
  }

  @Test("an aspect ratio within 1 % is the same shape, beyond it is an error")
  func shape() throws {
    #expect(
      try MaskReading(of: Self.picture(), for: Extent(height: 100, width: 101)).findings
        == [.resized])
    let error = #expect(throws: MaskSizeError.self) {
      try MaskReading(of: Self.picture(), for: Extent(height: 100, width: 102))
    }
    #expect(
      error?.description.hasPrefix(
        "the lung mask has 40×40 pixels, expected 102×100 like the radiograph.") == true)
  }
}
