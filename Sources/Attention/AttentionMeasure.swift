/// The figures of lung attention by their names in tables.
public enum AttentionMeasure: String, Sendable, CaseIterable {
  /// See ``AttentionScore/lungMass``.
  case lungMass = "lung_mass"
  /// See ``AttentionScore/lungArea``.
  case lungArea = "lung_area"
  /// See ``AttentionScore/enrichment``.
  case enrichment
  /// See ``AttentionScore/densityRatio``.
  case densityRatio = "density_ratio"
  /// See ``AttentionScore/rankAccuracy``.
  case rankAccuracy = "rank_accuracy"
  /// See ``AttentionScore/pointingHit``.
  case pointingHit = "pointing_hit"
  /// See ``AttentionScore/pixelAUC``.
  case pixelAUC = "pixel_auc"
  /// See ``AttentionScore/intersectionOverUnion``.
  case intersectionOverUnion = "iou"
}

extension AttentionScore {
  /// The figure of that name.
  public subscript(measure: AttentionMeasure) -> Figure {
    switch measure {
    case .lungMass: lungMass
    case .lungArea: lungArea
    case .enrichment: enrichment
    case .densityRatio: densityRatio
    case .rankAccuracy: rankAccuracy
    case .pointingHit: pointingHit
    case .pixelAUC: pixelAUC
    case .intersectionOverUnion: intersectionOverUnion
    }
  }
}
