import Diagnostics
import Foundation
import Imaging
import Testing

/// What images.json records of a picture.
private struct ExpectedImage: Decodable {
  let width: Int
  let height: Int
  let bitDepth: Int
  /// What a white sample would be.
  let white: Float
  let samples: [Float]
}

private let expectedImages = Result {
  try Fixture.decode("images.json", as: [String: ExpectedImage].self)
}

@Suite("Reading picture files")
struct ImageFileTests {
  private static func expect(_ name: String, within tolerance: Float) throws {
    let expected = try #require(try expectedImages.get()[name])
    let image = try ImageFile.read(Fixture.path(name))
    #expect(image.width == expected.width)
    #expect(image.height == expected.height)
    #expect(image.bitDepth == expected.bitDepth)
    let error =
      zip(image.samples, expected.samples).map { abs($0 - $1 / expected.white) }.max() ?? .infinity
    #expect(error <= tolerance, "differs by \(error)")
  }

  @Test("PNG of every colour type, depth and interlacing", arguments: try Fixture.names(in: "png"))
  func png(name: String) throws {
    try Self.expect(name, within: 1e-7)
  }

  @Test(
    "JPEG of every colour space, coding and orientation is within one level of Pillow's",
    arguments: try Fixture.names(in: "jpeg"))
  func jpeg(name: String) throws {
    try Self.expect(name, within: 1.001 / 255)
  }

  @Test("every fixture is recorded, and every record has its file")
  func fixturesAreComplete() throws {
    let files = try Fixture.names(in: "png") + Fixture.names(in: "jpeg")
    #expect(try Set(files) == Set(expectedImages.get().keys))
    #expect(files.count > 40)
  }

  @Test("all 65536 values of a 16-bit picture survive unchanged")
  func sixteenBitsSurvive() throws {
    let image = try ImageFile.read(Fixture.path("every-16-bit-value.png"))
    #expect(image.bitDepth == 16)
    #expect(image.samples.map { Int(($0 * 65535).rounded()) } == Array(0..<65536))
    #expect(image.samples == (0..<65536).map { Float($0) / 65535 })
  }

  @Test("a file is recognised by its content, whatever its name")
  func contentNotName() throws {
    let jpeg = try Data(contentsOf: Fixture.folder.appending(path: "jpeg/gray.jpg"))
    try withTemporaryFile(holding: Array(jpeg)) { path in
      let disguised = path + ".png"
      try FileManager.default.moveItem(atPath: path, toPath: disguised)
      defer { try? FileManager.default.removeItem(atPath: disguised) }
      let image = try ImageFile.read(disguised)
      #expect(try image == ImageFile.read(Fixture.path("jpeg/gray.jpg")))
    }
  }
}
