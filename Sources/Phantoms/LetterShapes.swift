/// A line of capitals as smooth shapes, made from 5 × 7 dots a letter.
struct LetterShapes: Sendable {
  private let dots: [Bool]
  private let columns: Int
  private static let rows = 7

  /// Size in dots.
  var width: Double { Double(columns) }
  var height: Double { Double(Self.rows) }

  /// The shapes of `text`; a character without a shape leaves a space.
  init(_ text: String) {
    let glyphs = text.map { Self.glyphs[$0] ?? [0, 0, 0, 0, 0, 0, 0] }
    columns = max(1, glyphs.count * 6 - 1)
    var dots = [Bool](repeating: false, count: columns * Self.rows)
    for (position, glyph) in glyphs.enumerated() {
      for (row, bits) in glyph.enumerated() {
        for column in 0..<5 where bits >> (4 - column) & 1 == 1 {
          dots[row * columns + position * 6 + column] = true
        }
      }
    }
    self.dots = dots
  }

  /// How much of a point the letters cover, `0...1`: dots joined smoothly, so strokes are round.
  func coverage(_ x: Double, _ y: Double) -> Double {
    let left = (x - 0.5).rounded(.down)
    let top = (y - 0.5).rounded(.down)
    let across = x - 0.5 - left
    let down = y - 0.5 - top
    let column = Int(left)
    let row = Int(top)
    let upper = dot(column, row) * (1 - across) + dot(column + 1, row) * across
    let lower = dot(column, row + 1) * (1 - across) + dot(column + 1, row + 1) * across
    return smoothstep(0.18, 0.44, upper * (1 - down) + lower * down)
  }

  private func dot(_ column: Int, _ row: Int) -> Double {
    guard column >= 0, column < columns, row >= 0, row < Self.rows else { return 0 }
    return dots[row * columns + column] ? 1 : 0
  }

  /// Seven rows from the top, the leftmost dot in bit 4.
  private static let glyphs: [Character: [UInt8]] = [
    "A": [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
    "B": [0x1E, 0x11, 0x11, 0x1E, 0x11, 0x11, 0x1E],
    "C": [0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E],
    "D": [0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E],
    "E": [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
    "I": [0x0E, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E],
    "L": [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1F],
    "N": [0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11],
    "O": [0x0E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E],
    "P": [0x1E, 0x11, 0x11, 0x1E, 0x10, 0x10, 0x10],
    "R": [0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11],
    "S": [0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E],
    "T": [0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
    "U": [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E],
  ]
}
