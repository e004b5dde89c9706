import Foundation
import Imaging
import Testing

@Suite("NumPy files")
struct PixelMapNPYTests {
  @Test("the bytes are those of numpy.save")
  func numpy() throws {
    let map = PixelMap(width: 3, height: 2, values: [0, -1.5, 3e-8, 1e30, .infinity, 0.1])
    let recorded = try Data(contentsOf: URL(filePath: Fixture.path("map.npy")))
    #expect(map.npyData() == Array(recorded))
  }

  @Test("values begin at a multiple of 64 bytes", arguments: [1, 9, 10, 99, 100, 12345])
  func aligned(width: Int) {
    let map = PixelMap(width: width, height: 1, values: Array(repeating: 1, count: width))
    #expect((map.npyData().count - 4 * width).isMultiple(of: 64))
  }

  @Test("a file is written whole")
  func file() throws {
    let map = PixelMap(width: 2, height: 1, values: [1, 2])
    try withTemporaryFile { path in
      try map.writeNPY(to: path)
      #expect(try Array(Data(contentsOf: URL(filePath: path))) == map.npyData())
    }
  }
}
