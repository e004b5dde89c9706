public import Imaging
internal import Tensors

/// How much of a saliency map falls on the lungs.
///
/// Every figure looks at the map's positive part, `max(value, 0)`: the evidence for the target.
/// Negative values, evidence against it, count as no saliency, so that a map scores the same with
/// and without a final ReLU. Multiplying the map by a positive constant changes no figure.
public struct AttentionScore: Sendable, Equatable {
  /// Share of the saliency that lies inside the lungs, `0...1`: the lung-attention score.
  ///
  /// Also known as relevance mass accuracy (Arras et al. 2022) and energy-based pointing game
  /// (Wang et al. 2020). Read it beside ``lungArea``, its value for a map that ignores the lungs.
  public let lungMass: Figure
  /// Share of the image that is lung, `0...1`.
  public let lungArea: Figure
  /// ``lungMass`` / ``lungArea``: 1 for a map that ignores the lungs.
  public let enrichment: Figure
  /// Mean saliency inside the lungs / mean saliency outside: 1 for a map that ignores the lungs.
  public let densityRatio: Figure
  /// Share of lung among the most salient pixels, as many as there is lung, `0...1`.
  ///
  /// Relevance rank accuracy (Arras et al. 2022). Pixels tied for the last places share them, so
  /// that a uniform map scores ``lungArea`` whatever the order of its pixels.
  public let rankAccuracy: Figure
  /// 1 if the most salient pixel is lung, 0 if not: the pointing game (Zhang et al. 2018).
  ///
  /// Of several equally salient pixels, more than half must be lung.
  public let pointingHit: Figure
  /// Chance that a random lung pixel is more salient than a random other pixel, `0...1`, ties
  /// counting half: 0.5 for a map that ignores the lungs.
  public let pixelAUC: Figure
  /// Intersection over union of the lungs with the pixels above Otsu's threshold, `0...1`.
  public let intersectionOverUnion: Figure
  /// The most salient pixel; `nil` where the map is uniform, not finite, or nowhere positive.
  public let peak: Peak?
  /// Why some figure is undefined; `nil` when all are defined.
  public let reason: UndefinedReason?

  /// `ok` when all figures are defined, otherwise the reason's stable name.
  public var status: String { reason?.rawValue ?? "ok" }
}

extension AttentionScore {
  /// The score of a map, given the lungs of the same image.
  ///
  /// - Parameters:
  ///   - map: Saliency in the image's own pixels, signed and raw.
  ///   - mask: The lungs in the same pixels. Without a mask only ``peak`` is known.
  /// - Throws: ``MaskSizeError`` if the mask is not as large as the map.
  /// - Complexity: Linear; 0.1 to 0.2 s for 2000 × 2000 pixels.
  public init(of map: PixelMap, in mask: LungMask?) throws(MaskSizeError) {
    if let mask, mask.extent != map.extent {
      throw MaskSizeError(mask: mask.extent, expected: map.extent, of: "saliency map")
    }
    let range = ValueRange(of: map.values)
    let lungPixels = mask?.pixels.count(where: \.self) ?? 0
    let area = Double(lungPixels) / Double(map.extent.area)
    let whyNoSaliency = range.whyNoSaliency
    let whyNoPeak = range.whyNoPeak
    let whyNoLung: UndefinedReason? =
      mask == nil ? .noMask : lungPixels == 0 ? .emptyMask : nil
    // On a mask without an outside every map would score the same.
    let whyNoScore =
      whyNoSaliency ?? whyNoLung ?? (lungPixels == map.extent.area ? .fullMask : nil)
    let peak = whyNoPeak == nil ? Peak(of: map, at: range.highest, in: mask) : nil

    guard let mask, whyNoScore == nil else {
      self.init(
        undefined: whyNoScore ?? .noMask, lungArea: Figure(unless: whyNoLung, area), peak: peak)
      return
    }
    let mass = SaliencyMass(of: map, in: mask)
    let ranking = PixelRanking(of: map, in: mask)
    let whyNoRatio: UndefinedReason? = mass.outside == 0 ? .nothingOutside : nil
    let share = mass.inside / (mass.inside + mass.outside)
    self.init(
      lungMass: .defined(share),
      lungArea: .defined(area),
      enrichment: .defined(share / area),
      densityRatio: Figure(unless: whyNoRatio, mass.insideMean / mass.outsideMean),
      rankAccuracy: .defined(ranking.insideShare(ofTop: lungPixels)),
      pointingHit: Figure(unless: whyNoPeak, peak?.isInLung == true ? 1 : 0),
      pixelAUC: .defined(ranking.areaUnderCurve),
      intersectionOverUnion: Figure(
        unless: whyNoPeak, mask.intersectionOverUnion(with: map, in: range.positivePart)),
      peak: peak,
      reason: whyNoPeak ?? whyNoRatio)
  }

  /// A score without figures but, perhaps, the lungs' area.
  private init(undefined reason: UndefinedReason, lungArea: Figure, peak: Peak?) {
    self.init(
      lungMass: .undefined(reason), lungArea: lungArea, enrichment: .undefined(reason),
      densityRatio: .undefined(reason), rankAccuracy: .undefined(reason),
      pointingHit: .undefined(reason), pixelAUC: .undefined(reason),
      intersectionOverUnion: .undefined(reason), peak: peak, reason: reason)
  }
}

extension LungMask {
  /// Intersection over union with the pixels of `map` above Otsu's threshold.
  fileprivate func intersectionOverUnion(
    with map: PixelMap, in range: ClosedRange<Float>
  ) -> Double {
    let threshold = otsuThreshold(of: map.values, clampedTo: range)
    var (intersection, union) = (0, 0)
    for (value, isLung) in zip(map.values, pixels) {
      // Integers, because the branches of Booleans would be mispredicted all the time.
      let (salient, lung) = (Double(value) > threshold ? 1 : 0, isLung ? 1 : 0)
      intersection += salient & lung
      union += salient | lung
    }
    return Double(intersection) / Double(union)
  }
}
