internal import Imaging
internal import Tensors

/// A map as a layer to lay over its radiograph: colours as in overlays, transparent where there is
/// no positive saliency.
enum SaliencyLayer {
  /// The positive part of `map`, divided by its maximum.
  static func picture(of map: PixelMap, longerSide: Int, colorMap: ColorMap) -> PaletteImage {
    let target = map.extent.fitted(into: longerSide)
    let values = map.values.map { $0 > 0 && $0.isFinite ? $0 : 0 }
    let shrunk =
      target == map.extent
      ? values
      : Resampling.bilinear(values, from: map.extent, to: target, antialias: true)
    let greatest = shrunk.max() ?? 0
    return PaletteImage(
      width: target.width, height: target.height,
      levels: shrunk.map { greatest > 0 ? UInt8(min($0 / greatest, 1) * 255 + 0.5) : 0 },
      palette: colorMap.colors,
      opacities: (0..<256).map {
        UInt8(255 * SaliencyPicture.fading(Float($0) / 255) + 0.5)
      })
  }
}
