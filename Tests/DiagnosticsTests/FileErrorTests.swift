import Diagnostics
import Testing

@Suite("FileError")
struct FileErrorTests {
  @Test("puts the path before the diagnosis")
  func rendering() {
    let error = FileError("model.safetensors", Diagnosis("the header is cut off"))
    #expect(error.description == "model.safetensors: the header is cut off")
  }

  @Test("naming adds the path to a diagnosable error")
  func naming() {
    let error = #expect(throws: FileError.self) {
      try FileError.naming("a.png") { throw ShapeSlip() }
    }
    #expect(error?.path == "a.png")
    #expect(error?.diagnosis == ShapeSlip().diagnosis)
  }

  @Test("naming keeps the innermost file: the one that is wrong")
  func nested() {
    let error = #expect(throws: FileError.self) {
      try FileError.naming("manifest.csv") {
        try FileError.naming("a.png") { throw ShapeSlip() }
      }
    }
    #expect(error?.path == "a.png")
  }

  @Test("naming lets results and other errors through")
  func others() throws {
    #expect(try FileError.naming("a.png") { 7 } == 7)
    struct Other: Error {}
    #expect(throws: Other.self) { try FileError.naming("a.png") { throw Other() } }
  }
}
