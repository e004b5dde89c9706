internal import Foundation

/// Characters that stand together: a letter, a word or a few lines.
struct TextBlock {
  /// In no particular order; at least one.
  private(set) var glyphs: [Glyph]
  private(set) var rows: Range<Int>
  private(set) var columns: Range<Int>

  /// The most by which a character may be larger than its neighbour.
  private static let sizeRatio = 3
  /// The widest gap between neighbours, in sizes of the smaller.
  private static let gap = 0.6
  /// The widest gap between lines, in sizes of the smaller line's characters.
  private static let lineGap = 2.5
  /// The most by which the characters of one line may be larger than those of the next.
  private static let lineSizeRatio = 2.5
  /// The least logit of a character to which others, and another line, are joined.
  private static let seed = -1.0, lineSeed = -0.5
  /// The most by which the logits of neighbours differ.
  private static let doubt = 4.0
  /// The least logit of a block's surest character.
  private static let leastLogit = -2.5

  private init(_ glyph: Glyph) {
    glyphs = [glyph]
    (rows, columns) = (glyph.rows, glyph.columns)
  }

  /// The blocks of a picture's characters of both polarities. No two cover each other.
  static func blocks(bright: [Glyph], dark: [Glyph]) -> [TextBlock] {
    let blocks = (lines(of: bright) + lines(of: dark)).enumerated().sorted {
      ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
    }
    // What is written with an outline, or encloses a hole, stands out in both polarities.
    var result: [TextBlock] = []
    for (_, block) in blocks where result.allSatisfy({ block.coverage(with: $0) <= 0.3 }) {
      result.append(block)
    }
    return result
  }

  /// The sum of its characters' logits above the least.
  private var weight: Double {
    glyphs.reduce(0) { $0 + max(0, $1.logit - Self.leastLogit) }
  }

  /// Logits of its characters, the highest first.
  private var logits: [Double] { glyphs.map(\.logit).sorted(by: >) }

  /// The mean size of its characters.
  private var size: Double { Double(glyphs.reduce(0) { $0 + $1.size }) / Double(glyphs.count) }

  /// Joins neighbours of one polarity, and lines above each other.
  private static func lines(of glyphs: [Glyph]) -> [TextBlock] {
    var sets = DisjointSets(count: glyphs.count)
    for index in glyphs.indices {
      for other in 0..<index where areNeighbours(glyphs[index], glyphs[other]) {
        sets.join(index, other)
      }
    }
    var places: [Int: Int] = [:]
    var blocks: [TextBlock] = []
    for (index, glyph) in glyphs.enumerated() {
      if let place = places[sets.root(index)] {
        blocks[place].add(TextBlock(glyph))
      } else {
        places[sets.root(index)] = blocks.count
        blocks.append(TextBlock(glyph))
      }
    }
    blocks.removeAll { $0.logits[0] < leastLogit }
    return stacked(blocks)
  }

  private static func areNeighbours(_ a: Glyph, _ b: Glyph) -> Bool {
    guard max(a.logit, b.logit) > seed, abs(a.logit - b.logit) <= doubt else { return false }
    let (small, large) = (min(a.size, b.size), max(a.size, b.size))
    guard large <= sizeRatio * small else { return false }
    let gap = max(a.rows.gap(to: b.rows), a.columns.gap(to: b.columns))
    return Double(gap) <= Self.gap * Double(small)
  }

  /// Joins lines that stand above each other until none do.
  private static func stacked(_ lines: [TextBlock]) -> [TextBlock] {
    var blocks = lines
    var index = 1
    while index < blocks.count {
      if let other = (0..<index).first(where: { blocks[$0].isLine(with: blocks[index]) }) {
        blocks[other].add(blocks.remove(at: index))
        // The joined block is larger and may reach lines that were passed.
        index = 1
      } else {
        index += 1
      }
    }
    return blocks
  }

  private func isLine(with other: TextBlock) -> Bool {
    guard min(logits[0], other.logits[0]) > Self.lineSeed else { return false }
    let (small, large) = (min(size, other.size), max(size, other.size))
    let shared = -columns.gap(to: other.columns)
    return large <= Self.lineSizeRatio * small
      && 2 * shared >= min(columns.count, other.columns.count)
      && Double(rows.gap(to: other.rows)) <= Self.lineGap * small
  }

  private mutating func add(_ other: TextBlock) {
    glyphs += other.glyphs
    rows = rows.union(other.rows)
    columns = columns.union(other.columns)
  }

  /// The shared area over that of the smaller.
  private func coverage(with other: TextBlock) -> Double {
    let shared =
      rows.clamped(to: other.rows).count * columns.clamped(to: other.columns).count
    let smaller = min(rows.count * columns.count, other.rows.count * other.columns.count)
    return Double(shared) / Double(smaller)
  }

  /// The chance that it is text: logistic in the surest and the second surest character and in how
  /// many there are.
  var confidence: Double {
    let logits = logits
    let second = logits.count > 1 ? logits[1] : -4
    let logit =
      Self.weights.0 + Self.weights.1 * logits[0] + Self.weights.2 * second
      + Self.weights.3 * Double(min(logits.count, 8)).squareRoot()
      + (logits.count > 1 ? Self.weights.4 : 0)
    return 1 / (1 + exp(-logit))
  }

  private static let weights = (-1.507, 1.434, 0.095, -0.571, 0.434)
}

extension Range<Int> {
  /// How far apart two ranges are; below zero where they overlap.
  func gap(to other: Range<Int>) -> Int {
    Swift.max(lowerBound, other.lowerBound) - Swift.min(upperBound, other.upperBound)
  }

  /// The least range that holds both.
  func union(_ other: Range<Int>) -> Range<Int> {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
