extension Font {
  /// The text, with its middle replaced by `…` as far as it is wider than `width`.
  ///
  /// The start and the end of a file name say most, so both stay. The end gets the larger half.
  package func truncated(_ text: String, toWidth width: Double, size: Double) -> String {
    guard self.width(of: text, size: size) > width else { return text }
    let characters = Array(text)
    // The number of characters to keep, by bisection: more characters never make it narrower.
    var (kept, tooMany) = (0, characters.count)
    while tooMany - kept > 1 {
      let tried = (kept + tooMany) / 2
      if self.width(of: elided(characters, keeping: tried), size: size) <= width {
        kept = tried
      } else {
        tooMany = tried
      }
    }
    return elided(characters, keeping: kept)
  }

  private func elided(_ characters: [Character], keeping count: Int) -> String {
    String(characters.prefix(count / 2)) + "…" + String(characters.suffix(count - count / 2))
  }
}
