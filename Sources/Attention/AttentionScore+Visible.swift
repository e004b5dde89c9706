public import Imaging

extension AttentionScore {
  /// The score within the part of the image that the network saw.
  ///
  /// What a centre crop cuts away can carry no saliency; counting it as area would make a map
  /// that ignores the lungs look as if it did not.
  ///
  /// - Parameters:
  ///   - map: Saliency in the whole image's pixels.
  ///   - mask: The lungs in the same pixels.
  ///   - visible: The rows and columns that the network saw. The peak is in whole-image pixels.
  /// - Throws: ``MaskSizeError`` if the mask is not as large as the map.
  public init(
    of map: PixelMap, in mask: LungMask?, visible: (rows: Range<Int>, columns: Range<Int>)
  ) throws(MaskSizeError) {
    guard visible != (0..<map.height, 0..<map.width) else {
      try self.init(of: map, in: mask)
      return
    }
    if let mask, mask.extent != map.extent {
      throw MaskSizeError(mask: mask.extent, expected: map.extent, of: "saliency map")
    }
    let (rows, columns) = visible
    func cut<Element>(_ values: [Element]) -> [Element] {
      rows.flatMap {
        values[$0 * map.width + columns.lowerBound..<$0 * map.width + columns.upperBound]
      }
    }
    let part = try AttentionScore(
      of: PixelMap(width: columns.count, height: rows.count, values: cut(map.values)),
      in: mask.map {
        LungMask(width: columns.count, height: rows.count, pixels: cut($0.pixels))
      })
    self.init(
      lungMass: part.lungMass, lungArea: part.lungArea, enrichment: part.enrichment,
      densityRatio: part.densityRatio, rankAccuracy: part.rankAccuracy,
      pointingHit: part.pointingHit, pixelAUC: part.pixelAUC,
      intersectionOverUnion: part.intersectionOverUnion,
      peak: part.peak?.moved(x: columns.lowerBound, y: rows.lowerBound), reason: part.reason)
  }
}
