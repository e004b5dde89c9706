/// A region that may be a written character, in pixels of the working picture.
struct Glyph {
  let rows: Range<Int>
  let columns: Range<Int>
  /// Logarithm of the odds that it is one; see ``GlyphMeasures/logit``.
  let logit: Double

  /// The longer side of its box.
  var size: Int { max(rows.count, columns.count) }

  var area: Int { rows.count * columns.count }

  /// The area that two boxes share.
  private func shared(with other: Glyph) -> Int {
    rows.clamped(to: other.rows).count * columns.clamped(to: other.columns).count
  }
}

extension Glyph {
  /// A less likely glyph has this much less logit, and is then a part of a likelier one or the
  /// likelier one with something else.
  private static let doubt = 2.0
  /// Less likely ones cannot be told from texture.
  private static let leastLogit = -3.0
  /// No picture has more characters.
  private static let mostGlyphs = 200

  /// The likeliest of the candidates that compete for the same place, the likeliest first.
  ///
  /// One region has a candidate for each threshold that cuts it out.
  static func best(of candidates: [Glyph]) -> [Glyph] {
    let order = candidates.enumerated().filter { $0.element.logit > leastLogit }.sorted {
      ($1.element.logit, $0.offset) < ($0.element.logit, $1.offset)
    }
    var kept: [Glyph] = []
    for (_, glyph) in order.prefix(mostGlyphs)
    where kept.allSatisfy({ !glyph.isAnother(of: $0) }) {
      kept.append(glyph)
    }
    return kept
  }

  /// Whether a likelier glyph takes its place.
  private func isAnother(of likelier: Glyph) -> Bool {
    let shared = shared(with: likelier)
    guard shared > 0 else { return false }
    let union = area + likelier.area - shared
    return 10 * shared > 3 * union
      || 2 * shared > min(area, likelier.area) && logit < likelier.logit - Self.doubt
  }
}
