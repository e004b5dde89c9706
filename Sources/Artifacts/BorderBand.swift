internal import Imaging

/// A band of one tone along one side of a picture, and what remains without it.
struct BorderBand {
  enum Side: CaseIterable {
    case top, bottom, left, right
  }

  /// What lies inside.
  let rows: Range<Int>
  let columns: Range<Int>

  /// The band along a side of the part `rows` × `columns` of a picture; `nil` if there is none.
  init?(at side: Side, of image: GrayImage, rows: Range<Int>, columns: Range<Int>) {
    let lines = EdgeLines(at: side, of: image, rows: rows, columns: columns)
    guard let depth = lines.bandDepth else { return nil }
    self.rows =
      switch side {
      case .top: rows.dropFirst(depth)
      case .bottom: rows.dropLast(depth)
      default: rows
      }
    self.columns =
      switch side {
      case .left: columns.dropFirst(depth)
      case .right: columns.dropLast(depth)
      default: columns
      }
  }
}

/// The lines of a picture parallel to one side, counted from the edge inwards.
private struct EdgeLines {
  private let samples: [Float]
  private let origin, inwards, along: Int
  /// Samples of each line.
  private let length: Int
  /// The lines that may belong to a band.
  private let limit: Int

  /// Tolerances for a band's tone: exact, JPEG at high and at low quality, noise.
  private static let tolerances: [Float] = [1.5 / 255, 4 / 255, 10 / 255, 20 / 255]
  /// The least share of a line of the band that has its tone; the rest may be letters.
  private static let leastShare = 0.6
  /// How far beyond its end tones are from the band's, in tolerances.
  private static let leastJump: Float = 3
  /// The share of the last line that has the band's tone, and by how much it falls at the end: less
  /// where all is band before, for some of what follows may be as dark.
  private static let ends = [(share: 0.97, fall: 0.35), (share: 0.8, fall: 0.65)]

  init(at side: BorderBand.Side, of image: GrayImage, rows: Range<Int>, columns: Range<Int>) {
    samples = image.samples
    let width = image.width
    let first = rows.lowerBound * width + columns.lowerBound
    let isRow = side == .top || side == .bottom
    let (step, across) = isRow ? (width, 1) : (1, width)
    let count = isRow ? rows.count : columns.count
    let isFirst = side == .top || side == .left
    origin = isFirst ? first : first + (count - 1) * step
    inwards = isFirst ? step : -step
    along = across
    length = isRow ? columns.count : rows.count
    let size = isRow ? image.height : image.width
    // What is gone already counts too.
    let gone =
      switch side {
      case .top: rows.lowerBound
      case .bottom: image.height - rows.upperBound
      case .left: columns.lowerBound
      case .right: image.width - columns.upperBound
      }
    // Three more lines are looked at.
    limit = min(size * 2 / 5 - gone, count - 4)
  }

  /// How many lines the band has, at the smallest tolerance that shows one.
  var bandDepth: Int? {
    for tolerance in Self.tolerances {
      if let depth = bandDepth(within: tolerance) { return depth }
    }
    return nil
  }

  private func bandDepth(within tolerance: Float) -> Int? {
    guard limit > 0 else { return nil }
    let tone = median(ofLine: 0)
    var shares: [Double] = []
    while shares.count < limit {
      let share = share(ofLine: shares.count, within: tolerance, of: tone)
      guard share >= Self.leastShare else { break }
      shares.append(share)
    }
    guard let last = shares.last else { return nil }
    let depth = shares.count
    // One line of transition is left out. Beyond it tones must be far from the band's: those of
    // air that brightens towards the skin leave the tolerance too, but slowly.
    let share = share(ofLine: depth + 1, within: Self.leastJump * tolerance, of: tone)
    guard Self.ends.contains(where: { last >= $0.share && last - share >= $0.fall }) else {
      return nil
    }
    return endsAbruptly(at: depth + 1, from: tone) ? depth : nil
  }

  /// Whether the tones of a line lie farther from `tone` than they still go on from it in the next
  /// two lines: a gradient has stripes, but no band.
  private func endsAbruptly(at line: Int, from tone: Float) -> Bool {
    let (start, onwards) = (origin + line * inwards, 2 * inwards)
    var (jump, rest) = (Float(0), Float(0))
    for place in 0..<length {
      let index = start + place * along
      let difference = samples[index] - tone
      let further = samples[index + onwards] - samples[index]
      jump += abs(difference)
      rest += difference < 0 ? -further : further
    }
    return jump > 1.2 * rest
  }

  private func share(ofLine line: Int, within tolerance: Float, of level: Float) -> Double {
    let start = origin + line * inwards
    var count = 0
    for place in 0..<length where abs(samples[start + place * along] - level) <= tolerance {
      count += 1
    }
    return Double(count) / Double(length)
  }

  private func median(ofLine line: Int) -> Float {
    let start = origin + line * inwards
    return (0..<length).map { samples[start + $0 * along] }.sorted()[length / 2]
  }
}
