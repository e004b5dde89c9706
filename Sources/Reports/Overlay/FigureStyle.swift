import Imaging

/// The measures and colours that all figures share, in proportion to the pictures' size.
struct FigureStyle {
  static let background = RGBColor(0x12151A)
  static let rim = RGBColor(0x0A0C10)
  static let heading = RGBColor(0xFFFFFF)
  static let text = RGBColor(0xDDE1E6)
  static let dim = RGBColor(0x98A1AC)
  /// Lungs, and a strongest point inside them. Cyan and pink differ in lightness and stay apart
  /// for colour-blind readers; neither is in the middle of `inferno` or `viridis`.
  static let inside = RGBColor(0x5FE3F2)
  static let outside = RGBColor(0xFF4F8B)
  static let neutral = RGBColor(0xFFFFFF)
  /// A map with nothing to show.
  static let warning = RGBColor(0xFFC857)

  /// The size of text, in pixels.
  let em: Double
  /// The width of a lung contour.
  let line: Double

  /// For pictures of `width × height` pixels.
  init(width: Int, height: Int) {
    let size = (Double(width) * Double(height)).squareRoot()
    // No fewer than 13 pixels, below which text is hard to read.
    em = max(13, min(0.019 * size, Double(width) / 27)).rounded()
    line = max(1.25, size / 700)
  }

  var title: Double { (1.18 * em).rounded() }
  var small: Double { max(12, 0.86 * em).rounded() }
  /// Around a caption and between pictures.
  var margin: Double { (1.1 * em).rounded() }
  /// The narrowest caption that can hold a line.
  var leastWidth: Int { Int(27 * em) }
}
