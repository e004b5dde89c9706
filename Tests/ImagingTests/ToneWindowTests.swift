import Imaging
import Testing

@Suite("Tone windows")
struct ToneWindowTests {
  private func image(_ values: [Float], bitDepth: Int) -> GrayImage {
    let white = Float((1 << bitDepth) - 1)
    return GrayImage(
      width: values.count, height: 1, samples: values.map { $0 / white }, bitDepth: bitDepth)
  }

  @Test(
    "nobody says anything: the file's range up to 8 bits, the image's own above",
    arguments: [
      (1, ToneWindow.full), (2, .full), (4, .full), (8, .full), (16, .ownRange),
    ])
  func rule(bitDepth: Int, expected: ToneWindow) {
    let image = image([0, 1], bitDepth: bitDepth)
    #expect(ToneWindow.automatic.resolved(for: image) == expected)
    #expect(ToneWindow.automatic.apply(to: image) == expected.apply(to: image))
    #expect(ToneWindow.full.resolved(for: image) == .full)
  }

  @Test("the file's range leaves every sample as it is")
  func full() {
    let image = image([0, 7, 4095, 65535], bitDepth: 16)
    #expect(ToneWindow.full.apply(to: image) == image)
  }

  @Test("the own range goes from the minimum to the maximum")
  func ownRange() {
    let toned = ToneWindow.ownRange.apply(to: image([100, 4095, 300, 2097.5], bitDepth: 16))
    #expect(toned.samples[0] == 0 && toned.samples[1] == 1)
    #expect(abs(toned.samples[2] - 200 / 3995) < 1e-6)
    #expect(abs(toned.samples[3] - 0.5) < 1e-6)
    #expect(toned.bitDepth == 16)
    #expect(ToneWindow.ownRange.apply(to: toned) == toned)
  }

  @Test("a picture of one tone has no range and becomes black", arguments: [Float(0), 9, 65535])
  func constant(value: Float) {
    let toned = ToneWindow.ownRange.apply(to: image([value, value, value], bitDepth: 16))
    #expect(toned.samples == [0, 0, 0])
  }

  @Test("width and level are in the file's grey values, and what lies outside is clipped")
  func window() {
    let toned = ToneWindow.window(width: 3000, level: 1500)
      .apply(to: image([0, 750, 1500, 3000, 3001, 65535], bitDepth: 16))
    for (found, expected) in zip(toned.samples, [0, 0.25, 0.5, 1, 1, 1] as [Float]) {
      #expect(abs(found - expected) < 1e-6)
    }
    let eight = ToneWindow.window(width: 100, level: 200)
      .apply(to: image([0, 150, 175, 255], bitDepth: 8))
    #expect(eight.samples[0] == 0 && eight.samples[1] == 0 && eight.samples[3] == 1)
    #expect(abs(eight.samples[2] - 0.25) < 1e-6)
  }

  @Test("all 12-bit values of a 16-bit file stay apart, from black to white")
  func twelveBits() throws {
    let image = try ImageFile.read(Fixture.path("every-12-bit-value.png"))
    for window in [ToneWindow.automatic, .window(width: 4095, level: 2047.5)] {
      let toned = window.apply(to: image).samples
      #expect(toned.first == 0 && abs((toned.last ?? 0) - 1) < 1e-6)
      for (value, sample) in toned.enumerated() {
        #expect(abs(sample - Float(value) / 4095) < 1e-6)
      }
    }
  }

  @Test(
    "windows are read as people write them",
    arguments: [
      ("auto", .automatic), ("full", .full), ("own", .ownRange),
      ("3000,1500", .window(width: 3000, level: 1500)), ("2.5,-1", .window(width: 2.5, level: -1)),
      ("0,5", nil), ("-1,5", nil), ("nan,1", nil), ("1,inf", nil), ("3000", nil), ("1,2,3", nil),
      ("", nil), ("Full", nil),
    ] as [(String, ToneWindow?)])
  func texts(text: String, window: ToneWindow?) {
    #expect(ToneWindow(text: text) == window)
    if let window { #expect(ToneWindow(text: window.text) == window) }
  }
}
