public import Imaging

/// Finds burnt-in text on radiographs: letters, words and laterality symbols, bright or dark, of
/// any direction.
///
/// What stands out from its surroundings and is narrower than a stroke is cut into connected
/// regions at several thresholds, as in a component tree (Matas et al. 2002). Each region is judged
/// as a character by its contrast, edge, stroke, shape and place (after Epshtein et al. 2010);
/// neighbours form lines and blocks. The weights are fitted to labelled radiographs.
///
/// The picture is looked at with at most 1024 pixels on its longer side, so characters of less than
/// 6 pixels there, or of less than 1 % of it, are not found. The result depends on nothing else.
public struct TextMarkerDetector: Sendable {
  /// The confidence from which a marker is reported: on labelled radiographs nine boxes of ten that
  /// are reported show text; see `docs/markers.md`.
  public static let defaultConfidence = 0.2

  /// Markers of less confidence are left out.
  public let minimumConfidence: Double

  /// A detector.
  public init() { self.init(minimumConfidence: Self.defaultConfidence) }

  /// A detector that reports also less, or only more, certain markers; `0...1`.
  public init(minimumConfidence: Double) { self.minimumConfidence = minimumConfidence }

  /// The markers on a picture, the surest first.
  ///
  /// None on a picture that is blank or too small for text.
  public func markers(in image: GrayImage) -> [TextMarker] {
    let picture = WorkingPicture(image)
    let blocks = TextBlock.blocks(
      bright: glyphs(in: picture), dark: glyphs(in: picture.negative))
    let markers = blocks.map { block in
      TextMarker(
        rows: block.rows.stretched(from: picture.height, to: image.height),
        columns: block.columns.stretched(from: picture.width, to: image.width),
        confidence: block.confidence)
    }
    return markers.enumerated().filter { $0.element.confidence >= minimumConfidence }.sorted {
      ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset)
    }.map(\.element)
  }

  private func glyphs(in picture: WorkingPicture) -> [Glyph] {
    let length = Double(picture.length)
    return Glyph.best(
      of: GlyphCandidates.measured(in: picture).map { region, measures in
        Glyph(
          rows: region.rows, columns: region.columns,
          logit: measures.logit(pictureLength: length))
      })
  }
}

extension Range<Int> {
  /// The pixels of a side of `target` pixels that show the same as these of one of `source`.
  fileprivate func stretched(from source: Int, to target: Int) -> Range<Int> {
    let low = lowerBound * target / source
    return low..<Swift.min(target, Swift.max(low + 1, (upperBound * target + source - 1) / source))
  }
}
