import Diagnostics
import Foundation
import Imaging
import Tensors
import Testing

@Suite("Files that are no good pictures")
struct HostileFileTests {
  @Test(
    "a damaged or foreign file is an error that names it and says what is wrong and what to do",
    arguments: try Fixture.names(in: "Hostile"))
  func hostile(name: String) throws {
    let path = Fixture.path(name)
    let error = try #require(throws: FileError.self) { try ImageFile.read(path) }
    #expect(error.path == path)
    #expect(error.description.hasPrefix("\(path): "))
    #expect(!error.diagnosis.found.isEmpty)
    let expected = try #require(error.diagnosis.expected)
    #expect(expected.contains("PNG") || expected.contains("JPEG") || expected.contains("pixels"))
  }

  @Test(
    "the error says what the file is",
    arguments: [
      ("empty.png", "an empty file"), ("text.png", "a text file"), ("web-page.png", "a web page"),
      ("picture.gif", "a GIF image"), ("picture.tif", "a TIFF image"),
      ("radiograph.dcm", "a DICOM file, expected a PNG or JPEG image. Convert it to PNG first."),
      ("random.png", "data of an unknown kind (first bytes"),
      ("png-wrong-signature.png", "damaged signature"),
      ("png-truncated-at-20.png", "incomplete"), ("jpeg-truncated-at-20.jpg", "incomplete"),
      ("png-bad-crc-data.png", "CRC"), ("png-zero-width.png", "damaged"),
      ("png-colour-outside-palette.png", "palette"),
      ("png-large.png", "more pixels than its data can hold"),
      ("jpeg-huge.jpg", "declares 65500×65500 pixels"),
    ])
  func kinds(name: String, words: String) throws {
    let error = #expect(throws: FileError.self) {
      try ImageFile.read(Fixture.path("Hostile/\(name)"))
    }
    let text = try #require(error?.description)
    #expect(text.contains(words), "\(text)")
  }

  @Test("a missing file and a folder are told apart")
  func missing() throws {
    let missing = #expect(throws: FileError.self) { try ImageFile.read("/no/such.png") }
    #expect(missing?.description.hasPrefix("/no/such.png: there is no such file") == true)
    let folder = #expect(throws: FileError.self) { try ImageFile.read(Fixture.path("png")) }
    #expect(folder?.diagnosis.found == "it is a folder")
  }

  @Test(
    "changed bytes never crash the decoders",
    arguments: [
      "png/rgba-8-interlaced.png", "png/palette-4.png", "every-16-bit-value.png",
      "jpeg/rgb-progressive.jpg", "jpeg/orientation-6.jpg", "jpeg/ycck.jpg",
    ])
  func changedBytes(name: String) throws {
    let original = try Array(Data(contentsOf: URL(filePath: Fixture.path(name))))
    var generator = RandomGenerator(seed: 3)
    var failures = 0
    for round in 0..<500 {
      var bytes = original
      for _ in 0...round % 4 {
        // Headers, where sizes and offsets are, are changed as often as all the rest.
        let reach = round.isMultiple(of: 2) ? min(200, bytes.count) : bytes.count
        bytes[generator.index(below: reach)] = UInt8(generator.index(below: 256))
      }
      do {
        let image = try withTemporaryFile(holding: bytes) { try ImageFile.read($0) }
        #expect(image.samples.allSatisfy { 0...1 ~= $0 })
      } catch is FileError {
        failures += 1
      }
    }
    #expect(failures > 100)
  }
}
