internal import Foundation

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
  /// What has this much less logit than what it overlaps is a part of it, or more than it.
  private static let doubt = 2.0
  /// Less likely ones cannot be told from texture.
  private static let leastLogit = -3.0
  /// No picture has more characters.
  private static let mostGlyphs = 200

  /// From this logit on there is no doubt.
  private static let sure = 3.0

  /// The best of the candidates that compete for the same place, the best first.
  ///
  /// A character has a candidate for each threshold that cuts it out. Of two that are about as
  /// likely the larger is better: parts of strokes look written, too.
  static func best(of candidates: [Glyph]) -> [Glyph] {
    let order = candidates.enumerated().filter { $0.element.logit > leastLogit }.sorted {
      ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset)
    }
    var kept: [Glyph] = []
    for (_, glyph) in order.prefix(mostGlyphs)
    where kept.allSatisfy({ !glyph.isAnother(of: $0) }) {
      kept.append(glyph)
    }
    return kept
  }

  private var rank: Double { min(Self.sure, logit) + log(Double(area)) }

  /// Whether a better glyph takes its place.
  private func isAnother(of better: Glyph) -> Bool {
    let shared = shared(with: better)
    guard shared > 0 else { return false }
    let union = area + better.area - shared
    return 10 * shared > 3 * union
      || 2 * shared > min(area, better.area) && logit < better.logit - Self.doubt
  }
}
