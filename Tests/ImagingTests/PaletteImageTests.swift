import Diagnostics
import Foundation
import Imaging
import Testing

@Suite("Palette pictures and JPEG")
struct PaletteImageTests {
  @Test("an indexed PNG reads back as its colours, and the opacities are in the file")
  func palette() throws {
    let image = PaletteImage(
      width: 2, height: 2, levels: [0, 1, 2, 1],
      palette: [
        RGBColor(red: 0, green: 0, blue: 0), RGBColor(red: 90, green: 90, blue: 90),
        RGBColor(red: 255, green: 255, blue: 255),
      ], opacities: [0, 128, 255])
    let bytes = try image.pngData()
    #expect(Data(bytes).range(of: Data("tRNS".utf8)) != nil)
    let read = try withTemporaryFile(holding: bytes) { try ImageFile.read($0) }
    #expect(read.samples.map { Int(($0 * 255).rounded()) } == [0, 90, 255, 90])
  }

  @Test("a JPEG reads back within a few tones, and the same picture gives the same bytes")
  func jpeg() throws {
    let image = GrayImage(
      width: 64, height: 48,
      samples: (0..<64 * 48).map { Float($0 % 64 + $0 / 64) / 112 })
    let bytes = try image.jpegData()
    #expect(bytes == (try image.jpegData()))
    let read = try withTemporaryFile(holding: bytes) { try ImageFile.read($0) }
    #expect(read.extent == image.extent)
    #expect(zip(read.samples, image.samples).allSatisfy { abs($0 - $1) < 0.02 })
  }

  @Test("a side that JPEG cannot hold is an error")
  func jpegTooWide() {
    #expect(throws: (any Error).self) {
      try GrayImage(width: 70_000, height: 1).jpegData()
    }
  }
}
