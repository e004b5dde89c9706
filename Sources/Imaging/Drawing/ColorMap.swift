/// A map from 0…1 to colours, in which a step in value looks like a step in colour.
///
/// The tables are matplotlib's, 256 colours each. Lightness rises from end to end in `inferno`
/// and `viridis`, so they survive grey printing; `turbo` trades that for more hues.
public enum ColorMap: String, CaseIterable, Sendable {
  /// Black over purple and orange to pale yellow.
  case inferno
  /// Purple over teal to yellow.
  case viridis
  /// Blue over green and yellow to red, a smoother rainbow.
  case turbo

  /// The colour of `value`: entry `value * 255`, rounded.
  ///
  /// Values outside `0...1` take the nearer end; NaN takes the low one.
  public func color(at value: Float) -> RGBColor {
    let clamped = value > 0 ? min(value, 1) : 0
    return colors[Int(clamped * 255 + 0.5)]
  }

  /// The 256 colours, from low to high.
  package var colors: [RGBColor] {
    switch self {
    case .inferno: Self.infernoColors
    case .viridis: Self.viridisColors
    case .turbo: Self.turboColors
    }
  }

  private static let infernoColors = decode(ColorMapTables.inferno)
  private static let viridisColors = decode(ColorMapTables.viridis)
  private static let turboColors = decode(ColorMapTables.turbo)

  private static func decode(_ table: StaticString) -> [RGBColor] {
    table.description.split(separator: "\n").joined().hexadecimalWords(ofLength: 6)
      .map { RGBColor($0) }
  }
}

extension Sequence<Character> {
  /// The numbers that consecutive groups of `length` hexadecimal digits stand for.
  fileprivate func hexadecimalWords(ofLength length: Int) -> [UInt32] {
    var words: [UInt32] = []
    var word: UInt32 = 0
    for (index, digit) in enumerated() {
      word = word << 4 | UInt32(digit.hexDigitValue ?? 0)
      if index % length == length - 1 {
        words.append(word & 0xFFFFFF)
        word = 0
      }
    }
    return words
  }
}
