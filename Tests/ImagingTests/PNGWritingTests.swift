import Diagnostics
import Foundation
import Imaging
import Testing

@Suite("Writing PNG files")
struct PNGWritingTests {
  /// Every 8-bit tone once.
  private let ramp = GrayImage(
    width: 32, height: 8, samples: (0..<256).map { Float($0) / 255 })

  @Test("a grey picture reads back as it was written")
  func grayRoundTrip() throws {
    try withTemporaryFile { path in
      try ramp.writePNG(to: path)
      #expect(try ImageFile.read(path) == ramp)
    }
  }

  @Test("samples are rounded to the nearest tone, clamped, and NaN is black")
  func grayOutOfRange() throws {
    let image = GrayImage(
      width: 6, height: 1, samples: [-1, 2, .nan, .infinity, 0.5019, 0.4999 / 255])
    let read = try withTemporaryFile(holding: image.pngData()) { try ImageFile.read($0) }
    #expect(read.samples == [0, 1, 0, 1, 128.0 / 255, 0])
  }

  @Test("a 16-bit picture keeps every value", arguments: [16, 12])
  func deepRoundTrip(bitDepth: Int) throws {
    let deep = GrayImage(
      width: 256, height: 256, samples: (0..<65536).map { Float($0) / 65535 }, bitDepth: bitDepth)
    let read = try withTemporaryFile(holding: deep.pngData()) { try ImageFile.read($0) }
    #expect(read.samples == deep.samples && read.bitDepth == 16)
  }

  @Test("a colour picture keeps its channels apart")
  func colour() throws {
    let pixels: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]
    let image = RGBImage(width: 2, height: 2, pixels: pixels)
    let read = try withTemporaryFile(holding: image.pngData()) { try ImageFile.read($0) }
    let luma: [Float] = [0.299, 0.587, 0.114, (2.99 + 11.74 + 3.42) / 255]
    #expect(zip(read.samples, luma).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("grey made colour has the same tones")
  func grayAsColour() throws {
    let read = try withTemporaryFile(holding: RGBImage(ramp).pngData()) {
      try ImageFile.read($0)
    }
    #expect(read == ramp)
  }

  @Test("the same picture gives the same bytes")
  func deterministic() throws {
    #expect(try ramp.pngData() == ramp.pngData())
    #expect(try RGBImage(ramp).pngData() == RGBImage(ramp).pngData())
  }

  @Test("a failed write names the file and what to do, and leaves nothing behind")
  func failedWrite() throws {
    let error = #expect(throws: FileError.self) {
      try ramp.writePNG(to: "/nonexistent-folder/map.png")
    }
    let text = try #require(error?.description)
    #expect(text.hasPrefix("/nonexistent-folder/map.png: "))
    #expect(text.contains("no folder '/nonexistent-folder'"))
  }
}
