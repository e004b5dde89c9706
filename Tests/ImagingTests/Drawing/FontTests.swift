import Foundation
import Imaging
import Testing

@Suite("Font")
struct FontTests {
  struct Reference: Sendable {
    let font: Font
    let character: String
    let advance: Double
    let area: Double
    let box: Rectangle
  }

  /// Written by `make_glyph_reference.py` from the font files.
  static let references: [Reference] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/Drawing/glyph_reference.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",")
      let numbers = fields.dropFirst(2).map { Double($0)! }
      return Reference(
        font: fields[0] == "bold" ? .bold : .regular, character: String(fields[1]),
        advance: numbers[0], area: numbers[1],
        box: Rectangle(
          x: numbers[2], y: -numbers[5], width: numbers[4] - numbers[2],
          height: numbers[5] - numbers[3]))
    }
  }()

  @Test("draws what the font file holds: advance, ink and box")
  func matchesFontFile() throws {
    #expect(Self.references.count == 36)
    for reference in Self.references {
      let size = 200.0
      let origin = Point(x: 40, y: 220)
      #expect(
        abs(reference.font.width(of: reference.character, size: 1) - reference.advance) < 1e-5)
      let path = reference.font.outline(of: reference.character, size: size, at: origin)
      let box = try #require(path.bounds)
      #expect(abs(box.x - origin.x - reference.box.x * size) < 0.1)
      #expect(abs(box.y - origin.y - reference.box.y * size) < 0.1)
      #expect(abs(box.width - reference.box.width * size) < 0.1)
      #expect(abs(box.height - reference.box.height * size) < 0.1)
      var canvas = Canvas(width: 300, height: 300, color: RGBColor(0))
      canvas.fill(path, color: RGBColor(0xFFFFFF))
      let ink = canvas.image.pixels.reduce(0) { $0 + Double($1) } / (3 * 255)
      let expected = reference.area * size * size
      #expect(abs(ink - expected) < 0.005 * expected, "\(reference.character)")
    }
  }

  @Test("has every character of ASCII, Latin-1 and the signs that captions use")
  func coverage() {
    let codes = Array(0x20...0x7E) + Array(0xA0...0x17F)
    let characters = codes.compactMap(Unicode.Scalar.init).map(Character.init)
    for character in characters + Array("·–—…×≥≤αβµ±→%−") {
      #expect(Font.regular.covers(character), "\(character)")
      #expect(Font.bold.covers(character), "\(character)")
    }
  }

  @Test("finds an accented letter in either spelling")
  func canonicalEquivalence() {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    let origin = Point(x: 0, y: 0)
    #expect(
      Font.regular.outline(of: composed, size: 20, at: origin)
        == Font.regular.outline(of: decomposed, size: 20, at: origin))
  }

  @Test("shows a box for what it lacks", arguments: ["肺", "\n", "🫁", "\u{202E}", "\u{0}"])
  func missing(text: String) {
    let path = Font.regular.outline(of: text, size: 20, at: Point(x: 0, y: 20))
    #expect(path.contours.count == 2)
    #expect(Font.regular.width(of: text, size: 20) == 12)
  }

  @Test("keeps the ink within the measured width, but for a letter's overhang")
  func measuring() throws {
    for text in ["covid_0042 (p = 0.973)", "jgW@", "Ťěšín…", "layer4.1.conv2"] {
      let width = Font.bold.width(of: text, size: 30)
      let ink = try #require(
        Font.bold.outline(of: text, size: 30, at: Point(x: 0, y: 0)).bounds)
      #expect(ink.x > -0.1 * 30 && ink.maxX < width + 0.05 * 30 && ink.maxX > 0.8 * width)
    }
  }

  @Test("leaves out the middle of a name that is too wide", arguments: [0.0, 8, 40, 90, 200, 900])
  func truncation(width: Double) {
    let name = "patient_00001234_0005_AP_supine.png"
    let short = Font.regular.truncated(name, toWidth: width, size: 14)
    if Font.regular.width(of: name, size: 14) <= width {
      #expect(short == name)
    } else {
      let parts = short.split(separator: "…", omittingEmptySubsequences: false)
      #expect(parts.count == 2 && name.hasPrefix(parts[0]) && name.hasSuffix(parts[1]))
      let narrowest = Font.regular.width(of: "…", size: 14)
      #expect(Font.regular.width(of: short, size: 14) <= max(width, narrowest))
    }
    #expect(Font.regular.truncated("", toWidth: width, size: 14) == "")
  }
}
