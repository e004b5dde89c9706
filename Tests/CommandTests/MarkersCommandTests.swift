import Foundation
import LungAttention
import Testing

@Suite("Command line: markers")
struct MarkersCommandTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try PhantomFolder(path: folder.path, width: 256, height: 256).write(
      PhantomDesign(.balanced, train: 0, val: 0, test: 4).cases)
  }

  private func run(_ line: String) throws -> Command {
    try Command(line.split(separator: " ").map(String.init), in: folder)
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  private var images: [String] {
    get throws {
      try Manifest(path: folder.appending(path: "manifest.csv").path).cases.map(\.image)
    }
  }

  @Test("prints a line per marker, the same for any number of threads")
  func table() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let images = try images.joined(separator: " ")
    let run = try run("markers \(images) --threads 1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("image"))
    #expect(run.output.split(separator: "\n").count >= 5)
    #expect(try self.run("markers \(images) --threads 3").output == run.output)
  }

  @Test("prints JSON with boxes inside the image")
  func json() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try run("markers --manifest manifest.csv --json")
    let rows = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(rows.count == 4)
    for row in rows {
      for marker in try #require(row["markers"] as? [[String: Double]]) {
        #expect(try #require(marker["x1"]) <= 256)
        #expect(try #require(marker["y0"]) < #require(marker["y1"]))
      }
    }
  }

  @Test("compares with labelled boxes and lists what was missed")
  func truth() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("image,x0,y0,x1,y1\n\(try images[0]),120,120,124,124\n", to: "boxes.csv")
    let run = try run("markers --manifest manifest.csv --truth boxes.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("(all)"))
    #expect(run.output.contains("missed in"))
    #expect(run.output.contains("0.00 [0.00, 0.79]"))
    let json = try self.run("markers --manifest manifest.csv --truth boxes.csv --json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect(((object as? [String: Any])?["misses"] as? [Any])?.count == 1)
  }

  @Test("boxes of images that the manifest does not list are an error or, if some are, a warning")
  func otherNames() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("image,x0,y0,x1,y1\nelsewhere/a.png,1,1,9,9\n", to: "boxes.csv")
    let run = try run("markers --manifest manifest.csv --truth boxes.csv")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.contains("boxes.csv: has boxes of no image in the manifest"))
    try write(
      "image,x0,y0,x1,y1\nelsewhere/a.png,1,1,9,9\n\(try images[0]),120,120,124,124\n",
      to: "boxes.csv")
    let some = try self.run("markers --manifest manifest.csv --truth boxes.csv")
    #expect(some.status == 0)
    #expect(some.errors.contains("1 of its 2 images are not in the manifest"))
  }

  @Test("a bad file is reported and the rest goes on")
  func badFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("no image", to: "bad.png")
    let run = try run("markers \(try images[0]) bad.png")
    #expect(run.status == 3)
    #expect(run.errors.contains("bad.png"))
    #expect(try self.run("markers bad.png").status == 1)
  }

  @Test("a row that is no box stops, and wrong usage is told")
  func wrongUsage() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("image,x0,y0,x1,y1\na.png,5,5,5,9\n", to: "boxes.csv")
    let run = try run("markers --manifest manifest.csv --truth boxes.csv")
    #expect(run.status == 1)
    #expect(run.errors.contains("line 2 is no box"))
    #expect(try self.run("markers a.png --truth boxes.csv").status == 64)
    #expect(try self.run("markers").status == 64)
    #expect(try self.run("markers a.png --minimum-confidence 2").status == 64)
  }
}
