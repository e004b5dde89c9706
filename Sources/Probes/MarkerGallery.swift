internal import Artifacts
internal import Attention
public import Imaging
public import Tables
internal import Tensors

/// Burnt-in texts cut out of the images of a study, to be put into images without one.
public struct MarkerGallery: Sendable {
  /// A text with the image it comes from.
  struct Entry: Sendable {
    let subject: Case
    let patch: GrayImage
    /// Where it lies, in shares of its image's sides.
    let rows: ClosedRange<Double>
    let columns: ClosedRange<Double>
  }

  /// At most so many images are searched: a few of each source and class are enough.
  private static let searched = 48

  private let entries: [Entry]

  /// A gallery without texts.
  public init() { entries = [] }

  /// The texts of some of `cases`, drawn from `seed`, the sources and classes taking turns; an
  /// image that cannot be read lends none.
  ///
  /// - Parameter window: The tones that the model sees.
  public init(among cases: [Case], seed: UInt64, window: ToneWindow) {
    var generator = RandomGenerator(seed: seed, 0x7465_7874)
    let groups = Dictionary(grouping: generator.shuffled(cases)) {
      [$0.source ?? "", $0.label ?? ""]
    }
    let parts = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    let longest = parts.map(\.count).max() ?? 0
    let turns = (0..<longest).flatMap { turn in parts.compactMap { $0.dropFirst(turn).first } }
    let chosen = Array(turns.prefix(Self.searched))
    entries = ParallelLoop.map(chosen) { Self.entry(of: $0, window: window) }.compactMap(\.self)
  }

  private static func entry(of subject: Case, window: ToneWindow) -> Entry? {
    guard let picture = try? ImageFile.read(subject.imagePath) else { return nil }
    let image = window.apply(to: picture)
    guard
      let marker = TextMarkerDetector().markers(in: image).max(by: { $0.confidence < $1.confidence }
      )
    else { return nil }
    let box = marker.boxWithMargin(width: image.width, height: image.height)
    func share(_ range: Range<Int>, of side: Int) -> ClosedRange<Double> {
      Double(range.lowerBound) / Double(side)...Double(range.upperBound) / Double(side)
    }
    return Entry(
      subject: subject, patch: image.part(box), rows: share(box.rows, of: image.height),
      columns: share(box.columns, of: image.width))
  }

  /// A text for an image: of another patient, of another class if there is one, then of another
  /// source; of several alike the choice is drawn from `seed` and the image's name.
  func entry(for subject: Case, seed: UInt64) -> Entry? {
    var generator = RandomGenerator(seed: seed, subject.image.stableHash)
    func isOther(_ a: String?, _ b: String?) -> Int { a != nil && b != nil && a != b ? 1 : 0 }
    return generator.shuffled(
      entries.filter { $0.subject.isOfAnotherPatient(than: subject) }
    ).max { first, second in
      func rank(_ entry: Entry) -> Int {
        2 * isOther(entry.subject.label, subject.label)
          + isOther(entry.subject.source, subject.source)
      }
      return rank(first) < rank(second)
    }
  }
}

extension MarkerGallery.Entry {
  /// The image with the text at its place, and with a blank patch there: the median tone of the
  /// patch's outline.
  func inserted(into image: GrayImage) -> (text: GrayImage, blank: GrayImage)? {
    func range(_ share: ClosedRange<Double>, _ side: Int) -> Range<Int> {
      let start = min(side, Int((share.lowerBound * Double(side)).rounded()))
      return start..<max(start, min(side, Int((share.upperBound * Double(side)).rounded())))
    }
    let (rows, columns) = (range(rows, image.height), range(columns, image.width))
    guard !rows.isEmpty, !columns.isEmpty else { return nil }
    let patch = patch.resized(to: Extent(height: rows.count, width: columns.count))
    var (text, blank) = (image, image)
    let tone = self.patch.medianOfOutline
    for (y, row) in rows.enumerated() {
      for (x, column) in columns.enumerated() {
        text[column, row] = patch[x, y]
        blank[column, row] = tone
      }
    }
    return (text, blank)
  }
}

extension GrayImage {
  /// The median of the outermost pixels.
  fileprivate var medianOfOutline: Float {
    let outline = samples.indices.filter { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      return row == 0 || row == height - 1 || column == 0 || column == width - 1
    }.map { samples[$0] }.sorted()
    return outline[outline.count / 2]
  }
}
