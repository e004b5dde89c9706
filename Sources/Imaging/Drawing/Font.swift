/// A typeface drawn from outlines that are part of the program.
///
/// Two faces of DejaVu Sans with ASCII, Latin-1, Latin Extended-A and some signs. A character
/// without an outline is shown as a box, never dropped. There is no kerning.
package struct Font: Sendable {
  /// The face for text.
  package static let regular = Font(
    DejaVuSansOutlines.glyphs, ascent: DejaVuSansOutlines.ascent,
    descent: DejaVuSansOutlines.descent)
  /// The face for headings.
  package static let bold = Font(
    DejaVuSansBoldOutlines.glyphs, ascent: DejaVuSansBoldOutlines.ascent,
    descent: DejaVuSansBoldOutlines.descent)

  /// How far glyphs reach above the baseline, per unit of size.
  package let ascent: Double
  /// How far glyphs reach below the baseline, per unit of size.
  package let descent: Double
  /// By character, so that `é` is found whether it is one code point or two.
  private let glyphs: [Character: Glyph]
  private let missing: Glyph

  private init(_ outlines: StaticString, ascent: Double, descent: Double) {
    self.ascent = ascent
    self.descent = descent
    glyphs = Glyph.parse(outlines)
    missing = .box
  }

  /// Whether the face has an outline for `character`.
  package func covers(_ character: Character) -> Bool { glyphs[character] != nil }

  /// The distance from the start of `text` to where the next character would start, in pixels.
  package func width(of text: String, size: Double) -> Double {
    text.reduce(0) { $0 + (glyphs[$1] ?? missing).advance } * size
  }

  /// The outlines of one line of text, `size` pixels to the em.
  package func outline(of text: String, size: Double, at baseline: Point) -> Path {
    var path = Path()
    var pen = baseline
    for character in text {
      let glyph = glyphs[character] ?? missing
      path.contours += glyph.outline(size: size, at: pen)
      pen.x += glyph.advance * size
    }
    return path
  }
}
