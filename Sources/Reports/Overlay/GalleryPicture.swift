internal import Audit
internal import Imaging
internal import Tensors

/// The radiograph and its map as a page shows them: small, and one over the other.
struct GalleryPicture {
  /// The longer side is at most so many pixels.
  static let longestSide = 384

  private let image: GrayImage
  private let picture: SaliencyPicture

  /// The pictures of an explanation; one that is smaller keeps its size.
  init(_ explanation: CaseExplanation, style: OverlayStyle) {
    let extent = explanation.image.extent
    let longest = max(extent.height, extent.width, Self.longestSide)
    func side(_ side: Int) -> Int { max(1, side * Self.longestSide / longest) }
    let small = Extent(height: side(extent.height), width: side(extent.width))
    image = explanation.image.resized(to: small)
    picture = SaliencyPicture(
      image: image,
      map: PixelMap(
        width: small.width, height: small.height,
        values: Resampling.bilinear(
          explanation.map.values, from: extent, to: small, antialias: true)), style: style)
  }

  /// In the tones that the model saw.
  var radiograph: GrayImage { image }

  /// In the map's colours; black where there is no saliency.
  var saliency: RGBImage { picture.saliency }
}
